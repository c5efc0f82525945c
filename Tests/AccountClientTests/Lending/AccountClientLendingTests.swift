import AccountClient
import JSON
import Testing

struct AccountClientLendingTests {
    private struct OtherError: Error {}

    private typealias Lent = AccountError<any Error>

    /// The error with which a body's lending ends; `nil` when it has a value.
    private func failure<Value>(
        of client: AccountClient, provider: String = "claude", patience: Duration = .seconds(30),
        need: DaemonNeed = .required, _ body: (inout HeldLease) async throws -> Value
    ) async -> Lent? {
        do throws(Lent) {
            _ = try await client.withAccount(
                provider: provider, patience: patience, need: need, body)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a value is reported as a plain 200 and the lease given back`() async throws {
        let daemon = FalseDaemon()
        let client = try daemon.client()
        let account = try await client.withAccount(provider: "claude", model: "m") { lease in
            let headers = lease.headers
            #expect(headers == [CredentialHeader(name: "authorization", value: "Bearer s")])
            return lease.accountID
        }
        #expect(account == "claude-0")
        let reports = daemon.pool.of("MarkResult")
        #expect(reports.map { $0["status"]?.integer } == [200])
        #expect(reports.map { $0["release"]?.boolean } == [true])
        #expect(daemon.pool.violations.isEmpty)
    }

    @Test func `what the body notes is in the report`() async throws {
        let daemon = FalseDaemon()
        try await daemon.client().withAccount(provider: "claude") { lease in
            lease.noteAnswer(status: 201, headers: [Header(name: "X-Limit", value: "9")])
            lease.noteUsage(inputTokens: 3, outputTokens: 4)
            lease.markStreaming()
        }
        let report = try #require(daemon.pool.of("MarkResult").first)
        #expect(report["status"]?.integer == 201)
        #expect(report["headers"]?["x-limit"]?.string == "9")
        #expect(report["usage"]?["input_tokens"]?.integer == 3)
        #expect(report["streamed"]?.boolean == true)
    }

    @Test func `another account is tried as the verdict says, and what it answers is the value`()
        async throws
    {
        let daemon = FalseDaemon(
            FalsePool(verdicts: [#""retry":"other""#, #""retry":"none""#]))
        var accounts: [String] = []
        let value = try await daemon.client().withAccount(provider: "claude") { lease in
            accounts.append(lease.accountID)
            if accounts.count == 1 { throw UpstreamFailure(status: 429, headers: [], body: []) }
            return 7
        }
        #expect(value == 7)
        #expect(accounts == ["claude-0", "claude-1"])
        #expect(daemon.pool.of("Select").map { $0["attempt"]?.integer } == [nil, 2])
        #expect(daemon.pool.violations.isEmpty)
    }

    @Test func `an upstream failure without another attempt is the answer, with its verdict`()
        async throws
    {
        let daemon = FalseDaemon(
            FalsePool(verdicts: [#""retry":"none","retry_after_ms":7000"#]))
        let client = try daemon.client()
        let error = await failure(of: client) { _ in
            throw UpstreamFailure(status: 429, headers: [], body: Array("slow".utf8))
        }
        #expect(
            error.map { error in
                guard case .upstream(let failure) = error else { return false }
                return failure.status == 429 && failure.retryAfter == .seconds(7)
                    && failure.body == Array("slow".utf8)
            } == true)
        #expect(daemon.pool.of("MarkResult").map { $0["body"]?.string } == ["slow"])
        #expect(daemon.pool.violations.isEmpty)
    }

    @Test func `after a part of the answer was seen nothing is tried again`() async throws {
        let daemon = FalseDaemon(FalsePool(verdicts: [#""retry":"other""#]))
        let client = try daemon.client()
        let error = await failure(of: client) { lease in
            lease.markStreaming()
            throw UpstreamFailure(.streamError, phase: .midStream)
        }
        #expect(
            error.map { error in
                if case .upstream = error { true } else { false }
            } == true)
        #expect(daemon.pool.of("Select").count == 1)
        #expect(daemon.pool.of("MarkResult").map { $0["streamed"]?.boolean } == [true])
    }

    @Test func `any other error is thrown on and costs the account nothing`() async throws {
        let daemon = FalseDaemon(FalsePool(verdicts: [#""retry":"other""#]))
        let client = try daemon.client()
        let error = await failure(of: client) { _ in throw OtherError() }
        #expect(
            error.map { error in
                if case .body(let inner) = error { inner is OtherError } else { false }
            } == true)
        #expect(daemon.pool.of("MarkResult").map { $0["error"]?.string } == ["cancelled"])
        #expect(daemon.pool.of("Select").count == 1)
        #expect(daemon.pool.violations.isEmpty)
    }

    @Test func `a task that is cancelled while it waits leaves nothing behind`() async throws {
        let daemon = FalseDaemon(FalsePool(capacity: 0))
        let client = try daemon.client()
        let task = Task {
            _ = try await client.withAccount(provider: "claude") { _ in Issue.record("lent") }
        }
        while daemon.pool.waiting == 0 { await Task.yield() }
        task.cancel()
        let result = await task.result
        guard case .failure(let error as AccountError<Never>) = result, case .cancelled = error
        else {
            Issue.record("\(result)")
            return
        }
        await client.close()
        #expect(daemon.pool.waiting == 0)
        #expect(daemon.pool.violations.isEmpty)
    }

    @Test func `a task that is cancelled inside its body reports and releases without waiting`()
        async throws
    {
        let daemon = FalseDaemon { method, _ in method == "MarkResult" ? .silence : .answer }
        let client = try daemon.client()
        let (inside, entered) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            try await client.withAccount(provider: "claude") { _ in
                entered.yield()
                while !Task.isCancelled { await Task.yield() }
                throw CancellationError()
            }
        }
        for await _ in inside { break }
        task.cancel()
        let result = await task.result
        guard case .failure(let error as Lent) = result, case .body = error else {
            Issue.record("\(result)")
            return
        }
        while daemon.pool.of("MarkResult").isEmpty { await Task.yield() }
        #expect(daemon.pool.of("MarkResult").map { $0["error"]?.string } == ["cancelled"])
        #expect(daemon.pool.violations.isEmpty)
    }

    @Test func `a task that was cancelled before it asked asks for nothing`() async throws {
        let daemon = FalseDaemon()
        let client = try daemon.client()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            _ = try await client.withAccount(provider: "claude") { _ in Issue.record("lent") }
        }
        task.cancel()
        #expect(await (try? task.result.get()) == nil)
        #expect(daemon.connects == 0)
    }

    @Test func `the answer survives a daemon that never takes the report`() async throws {
        let daemon = FalseDaemon { method, _ in method == "MarkResult" ? .close : .answer }
        let client = try daemon.client()
        let value = try await client.withAccount(provider: "claude") { _ in 7 }
        #expect(value == 7)
    }

    @Test func `what could not be given back is given back on the next connection`() async throws {
        let daemon = FalseDaemon { method, number in
            method == "MarkResult" && number <= 5 ? .close : .answer
        }
        let client = try daemon.client()
        _ = try await client.withAccount(provider: "claude") { _ in 7 }
        #expect(daemon.pool.held == 1)
        #expect(try await client.health())
        await client.close()
        #expect(daemon.pool.violations.isEmpty)
    }

    @Test func `a report that is refused is followed by a release`() async throws {
        let daemon = FalseDaemon { method, _ in
            method == "MarkResult" ? .refuse(-32602, "BAD_FIELD") : .answer
        }
        let client = try daemon.client()
        _ = try await client.withAccount(provider: "claude") { _ in 7 }
        await client.close()
        #expect(daemon.pool.of("Release").count == 1)
        #expect(daemon.pool.violations.isEmpty)
    }

    @Test func `when all are blocked the time is told, and the body never called`() async throws {
        let daemon = FalseDaemon(FalsePool(capacity: 0))
        let client = try daemon.client()
        let error = await failure(of: client, patience: .zero) { _ in
            Issue.record("lent")
        }
        #expect(
            error.map { error in
                guard case .allBlocked(let blocked) = error else { return false }
                return blocked.retryAfter == .milliseconds(8123)
                    && blocked.description == "no eligible account, 3 at_capacity"
            } == true)
    }

    @Test func `patience lets the daemon wait`() async throws {
        let daemon = FalseDaemon()
        try await daemon.client().withAccount(provider: "claude") { _ in }
        let select = try #require(daemon.pool.of("Select").first)
        #expect(select["wait_ms"]?.integer == 30_000)
        #expect(select["ctx"]?["timeout_ms"]?.integer == 35_000)
    }

    @Test func `when no second account comes the first answer stays`() async throws {
        let daemon = FalseDaemon(FalsePool(verdicts: [#""retry":"other""#])) { method, number in
            method == "Select" && number > 1 ? .refuse(8, "NO_ELIGIBLE_ACCOUNT") : .answer
        }
        let client = try daemon.client()
        let error = await failure(of: client) { _ in
            throw UpstreamFailure(status: 503, headers: [], body: [])
        }
        #expect(
            error.map { error in
                if case .upstream(let failure) = error { failure.status == 503 } else { false }
            } == true)
    }

    @Test func `without a daemon the caller's own account may do, once and unreported`()
        async throws
    {
        let daemon = FalseDaemon()
        daemon.refuse(connects: 1_000)
        let own = OwnAccount(headers: [CredentialHeader(name: "x-api-key", value: "k")])
        let client = try daemon.client()
        let headers = try await client.withAccount(
            provider: "claude", need: .optional(fallback: own)
        ) { lease in
            let isOwn = lease.isOwnAccount
            #expect(isOwn)
            return lease.headers
        }
        #expect(headers == own.headers)
        let error = await failure(of: client) { _ in Issue.record("lent") }
        #expect(
            error.map { error in
                if case .client(.unavailable) = error { true } else { false }
            } == true)
        #expect(daemon.pool.requests.isEmpty)
    }

    @Test func `a refusal does not make the caller's own account do`() async throws {
        let daemon = FalseDaemon { method, _ in
            method == "Select" ? .refuse(5, "UNKNOWN_PROVIDER") : .answer
        }
        let own = OwnAccount(headers: [])
        let client = try daemon.client()
        let error = await failure(
            of: client, provider: "x", need: .optional(fallback: own)
        ) { _ in
            Issue.record("lent")
        }
        #expect(
            error.map { error in
                if case .client(.refused(let refusal)) = error { refusal.code == 5 } else { false }
            } == true)
    }
}
