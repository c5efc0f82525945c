import AccountClient
import Kernel
import Wire

/// The whole of account-bench, given what it was started with.
package enum BenchProgram {
    /// Runs one command line without the program's name, and answers how the program ends.
    package static func run(
        _ line: [String], print: (String) -> Void, complain: (String) -> Void
    ) -> BenchStatus {
        do throws(BenchFault) {
            try perform(line, print)
            return .success
        } catch {
            complain("account-bench: \(error.message)")
            return error.status
        }
    }

    private static func perform(
        _ line: [String], _ print: (String) -> Void
    ) throws(BenchFault) {
        let arguments = try BenchFault.parsing { () throws(UsageFault) in
            try Arguments(line, options: BenchOptions.all)
        }
        if arguments.has("--help") { return print(BenchOptions.help) }
        guard let command = arguments.words.first else {
            throw .usage(UsageFault("a command is missing; see account-bench --help"))
        }
        let plan = try BenchFault.parsing { () throws(UsageFault) in
            try BenchOptions.plan(command, arguments)
        }
        switch command {
        case "cycle", "release", "health":
            let address = try address(try leaseSocket(arguments))
            print(describe(try Load.run(plan, against: "the server", at: address), plan))
        case "client": try runClient(plan, arguments, print)
        case "round":
            try ClientRounds(environment: CurrentProcess.environment)
                .run(at: try leaseSocket(arguments), print)
        case "floor": try serveFloor(at: try address(arguments.words.dropFirst().first ?? ""))
        case "table":
            var comparison = Comparison(plan: plan, program: try daemon(arguments))
            try BenchOptions.apply(arguments, to: &comparison.rounds, "--rounds", 1...99)
            try BenchOptions.apply(arguments, to: &comparison.accounts, "--accounts", 1...100_000)
            try BenchOptions.apply(
                arguments, to: &comparison.watchers, "--watchers", Comparison.watcherCounts)
            try comparison.run(print)
        case "memory":
            var measure = MemoryMeasure(plan: plan, program: try daemon(arguments))
            try BenchOptions.apply(arguments, to: &measure.accounts, "--accounts", 1...100_000)
            try BenchOptions.apply(
                arguments, to: &measure.requests, "--requests", 1000...1_000_000_000)
            try measure.run(print)
        case _:
            throw .usage(UsageFault(unknown: "command", command, among: BenchOptions.commands))
        }
    }

    private static func leaseSocket(_ arguments: Arguments) throws(BenchFault) -> String {
        SocketPath.of(
            .lease, option: arguments["--socket"], environment: CurrentProcess.environment)
    }

    /// Asks a daemon of its own, each of the two on a core of its own, or one that is there.
    private static func runClient(
        _ plan: LoadPlan, _ arguments: Arguments, _ print: (String) -> Void
    ) throws(BenchFault) {
        var load = ClientLoad(plan: plan)
        load.usesSharedThreads = arguments.has("--shared-threads")
        try BenchOptions.apply(arguments, to: &load.tasks, "--tasks", ClientLoad.taskCounts)
        try BenchOptions.apply(
            arguments, to: &load.plan.requests, "--requests", 1...1_000_000_000)
        guard let program = arguments["--daemon"] else {
            return print(load.describe(try load.run(at: try leaseSocket(arguments))))
        }
        var accounts = 100
        try BenchOptions.apply(arguments, to: &accounts, "--accounts", 1...100_000)
        print(load.describe(try load.run(beside: program, accounts: accounts)))
    }

    private static func daemon(_ arguments: Arguments) throws(BenchFault) -> String {
        guard let program = arguments["--daemon"] else {
            throw .usage(UsageFault("the daemon is missing: --daemon PATH"))
        }
        return program
    }

    private static func address(_ path: String) throws(BenchFault) -> UnixAddress {
        do throws(UnixAddress.Fault) {
            return try UnixAddress(path: path)
        } catch {
            throw .usage(UsageFault("\(error)"))
        }
    }

    private static func serveFloor(at address: UnixAddress) throws(BenchFault) {
        var server: FloorServer
        do throws(ListeningFault) {
            server = try FloorServer.listen(at: address)
        } catch {
            throw .unavailable("\(address.path): \(error)")
        }
        do throws(Errno) {
            try server.serve()
        } catch {
            throw .unavailable("\(address.path): \(error)")
        }
    }

    static func describe(_ tally: Tally, _ plan: LoadPlan) -> String {
        let latencies = tally.latencies
        return "\(plan.exchange.rawValue) connections=\(plan.connections) depth=\(plan.depth)"
            + " requests/s=\(Figure.fixed(tally.rate, digits: 0))"
            + " p50=\(Figure.microseconds(latencies.percentile(0.5)))µs"
            + " p99=\(Figure.microseconds(latencies.percentile(0.99)))µs"
            + " p99.9=\(Figure.microseconds(latencies.percentile(0.999)))µs"
            + " max=\(Figure.microseconds(latencies.longest))µs errors=\(tally.errors)"
    }
}
