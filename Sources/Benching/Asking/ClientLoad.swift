import AccountClient
import Kernel

/// Tasks that share one client and ask again and again: what the client library can do.
package struct ClientLoad: Sendable {
    /// What they ask for, and how long.
    package var plan: LoadPlan
    /// How many they are.
    package var tasks = 8
    /// Whether they run on the threads that all tasks share, not on the client's.
    package var usesSharedThreads = false

    /// How many there may be.
    package static let taskCounts = 1...10_000

    /// Plans the usual number of tasks.
    package init(plan: LoadPlan) {
        self.plan = plan
    }

    /// Runs the tasks against the daemon at a path.
    package func run(at path: String) throws(BenchFault) -> Tally {
        let result = try BenchFault.calling("waiting for the tasks") { () throws(Errno) in
            try Await.value { await tally(at: path) }
        }
        return try result.get()
    }

    /// Runs the tasks against a daemon of their own: it has one core, and they another.
    func run(beside program: String, accounts: Int) throws(BenchFault) -> Tally {
        try BenchFault.calling("pinning the client to core 1") { () throws(Errno) in
            try CurrentProcess.pin(toCore: 1)
        }
        var tally = Tally()
        try BenchFolder.lend { (folder) throws(BenchFault) in
            let daemon = try Server.daemon(program, accounts: accounts, plan, in: folder)
            tally = try run(at: daemon.address.path)
            daemon.end()
        }
        return tally
    }

    private func tally(at path: String) async -> Result<Tally, BenchFault> {
        do throws(ClientError) {
            let client = try AccountClient(socket: path, name: "account-bench")
            // What connecting costs is not part of the figure.
            _ = try await client.health()
            let start = Clock.monotonic
            var whole = Tally()
            for part in await all(client, until: start + plan.nanoseconds) {
                whole.latencies.add(part.latencies)
                if whole.errors == 0 { whole.firstError = part.firstError }
                whole.errors += part.errors
            }
            whole.nanoseconds = Clock.monotonic - start
            await client.close()
            guard whole.errors == 0 else {
                let first = String(decoding: whole.firstError, as: UTF8.self)
                return .failure(.failed("\(whole.errors) requests failed, the first: \(first)"))
            }
            return .success(whole)
        } catch {
            return .failure(.unavailable(error.description))
        }
    }

    private func all(_ client: AccountClient, until end: UInt64) async -> [Tally] {
        var running: [Task<Tally, Never>] = []
        let executor = usesSharedThreads ? nil : client.taskExecutor
        for _ in 0..<tasks {
            running.append(
                Task(executorPreference: executor) { await one(client, until: end) })
        }
        var tallies: [Tally] = []
        for task in running { tallies.append(await task.value) }
        return tallies
    }

    private func one(_ client: AccountClient, until end: UInt64) async -> Tally {
        var tally = Tally()
        var now = Clock.monotonic
        while now < end, tally.answers < plan.requests {
            do throws(ClientError) {
                try await exchange(client, &tally, &now)
            } catch {
                if tally.errors == 0 { tally.firstError = Array(error.description.utf8) }
                tally.errors += 1
                guard case .refused = error else { return tally }
            }
        }
        return tally
    }

    private func exchange(
        _ client: AccountClient, _ tally: inout Tally, _ now: inout UInt64
    ) async throws(ClientError) {
        guard plan.exchange != .health else {
            _ = try await client.health()
            return note(&tally, &now)
        }
        let lease = try await client.select(Wish(provider: plan.provider, model: plan.model))
        note(&tally, &now)
        if plan.exchange == .release {
            try await client.release(lease)
        } else {
            _ = try await client.markResult(Report(.status(200)), releasing: lease)
        }
        note(&tally, &now)
    }

    private func note(_ tally: inout Tally, _ now: inout UInt64) {
        let then = now
        now = Clock.monotonic
        tally.latencies.add(now - then)
    }

    /// The figures in one line.
    package func describe(_ tally: Tally) -> String {
        let latencies = tally.latencies
        return "client \(plan.exchange.rawValue) tasks=\(tasks)"
            + " threads=\(usesSharedThreads ? "shared" : "client")"
            + " requests/s=\(Figure.fixed(tally.rate, digits: 0))"
            + " p50=\(Figure.microseconds(latencies.percentile(0.5)))µs"
            + " p99=\(Figure.microseconds(latencies.percentile(0.99)))µs"
            + " max=\(Figure.microseconds(latencies.longest))µs"
    }
}
