import AccountClient
import JSON
import Testing

struct AccountClientTests {
    /// What happens to the first request with a method, at each point of PROTOCOL.md, section 6.
    @Test(arguments: ["Hello", "Select", "MarkResult"])
    func `a daemon that goes away or lies once costs the caller nothing`(method: String)
        async throws
    {
        let actions: [FalseDaemon.Action] = [
            .close, .goaway, .refuse(14, "DRAINING"), .lose, .half, .swap, .twice, .garbage,
            .noFrame, .wrongID,
        ]
        for action in actions {
            // Nothing comes behind a last report, so that its answer would wait for ever.
            if case .swap = action, method != "Hello" { continue }
            let daemon = FalseDaemon { asked, number in
                asked == method && number == 1 ? action : .answer
            }
            let client = try daemon.client()
            let value = try await client.withAccount(provider: "claude", model: "m") { _ in 7 }
            #expect(value == 7, "\(action)")
            await client.close()
            #expect(daemon.pool.violations.isEmpty, "\(action)")
        }
    }

    @Test func `an answer that never comes is asked for again on another connection`() async throws
    {
        let daemon = FalseDaemon { method, number in
            method == "Select" && number == 1 ? .silence : .answer
        }
        let client = try daemon.client(timeout: .milliseconds(1))
        _ = try await client.withAccount(provider: "claude", patience: .zero) { _ in }
        await client.close()
        #expect(daemon.connects == 2)
        let keys = daemon.pool.of("Select").map { $0["ctx"]?["idempotency_key"]?.string }
        #expect(keys.count == 2)
        #expect(Set(keys).count == 1)
        #expect(daemon.pool.violations.isEmpty)
    }

    @Test func `an answer that is late finds its own request`() async throws {
        let daemon = FalseDaemon { method, number in
            method == "Select" && number == 1 ? .swap : .answer
        }
        let client = try daemon.client()
        async let one = client.withAccount(provider: "claude") { $0.id }
        async let other = client.withAccount(provider: "claude") { $0.id }
        #expect(try await Set([one, other]) == ["lease-1", "lease-2"])
        #expect(daemon.pool.violations.isEmpty)
    }

    @Test func `a request that always meets its end is given up after five attempts`() async throws
    {
        let daemon = FalseDaemon { method, _ in method == "Select" ? .close : .answer }
        let client = try daemon.client()
        let text = "the daemon at /test.sock closed the connection without an answer"
        await #expect(throws: ClientError.unavailable(text)) {
            let lease = try await client.select(Wish(provider: "claude"))
            try await client.release(lease)
        }
        #expect(daemon.connects == 5)
    }

    @Test func `what was asked for at one time goes out together`() async throws {
        let daemon = FalseDaemon()
        let client = try daemon.client()
        _ = try await client.health()
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<300 { group.addTask { (try? await client.health()) == true } }
            for await isServing in group { #expect(isServing) }
        }
        #expect(daemon.connects == 1)
        #expect(daemon.pool.of("Health").count == 301)
    }

    @Test func `a closed client refuses what comes later`() async throws {
        let daemon = FalseDaemon()
        let client = try daemon.client()
        _ = try await client.health()
        await client.close()
        await #expect(throws: ClientError.closed) { try await client.health() }
        await client.close()
    }

    @Test func `a client that is let go closes its connection and ends its thread`() async throws {
        let daemon = FalseDaemon()
        var client: AccountClient? = try daemon.client()
        _ = try await client?.health()
        weak let last = client
        client = nil
        while daemon.openConnections > 0 { await Task.yield() }
        #expect(last == nil)
    }

    @Test func `tasks may share the client's thread`() async throws {
        let daemon = FalseDaemon()
        let client = try daemon.client()
        let task = Task(executorPreference: client.taskExecutor) {
            var count = 0
            for _ in 0..<100 {
                count += try await client.withAccount(provider: "claude") { _ in 1 }
            }
            return count
        }
        #expect(try await task.value == 100)
        #expect(daemon.pool.violations.isEmpty)
    }
}
