import AccountClient
import JSON
import Testing

struct AccountClientMethodsTests {
    @Test func `each method has its answer`() async throws {
        let daemon = FalseDaemon()
        let client = try daemon.client()
        #expect(try await client.health())
        var lease = try await client.select(Wish(provider: "claude", model: "m"))
        let times = try await client.renew(lease, timeToLive: .seconds(9))
        #expect(times == LeaseTimes(expiresIn: .seconds(9), renewAfter: .seconds(3)))
        #expect(try await client.summary().providers.map(\.inUse) == [1])
        let verdict = try await client.markResult(Report(.status(200)), of: &lease)
        #expect(verdict.retry == Verdict.Retry.none)
        _ = try await client.markResult(Report(.status(200)), of: &lease)
        #expect(daemon.pool.held == 1)
        _ = try await client.markResult(Report(.status(200)), releasing: lease)
        #expect(daemon.pool.of("MarkResult").map { $0["seq"]?.integer } == [1, 2, 3])
        let other = try await client.select(Wish(provider: "claude"))
        try await client.release(other)
        #expect(daemon.pool.violations.isEmpty)
    }

    @Test(arguments: ["Select", "MarkResult", "Renew", "Summary", "Health"])
    func `an answer that lacks what it must have is a breach of the protocol`(
        method: String
    ) async throws {
        let daemon = FalseDaemon { asked, _ in asked == method ? .noResult : .answer }
        let client = try daemon.client()
        let text = "the daemon's answer to \(method) is not the protocol's"
        await #expect(throws: ClientError.protocolViolation(text)) {
            _ = try await client.health()
            _ = try await client.summary()
            var lease = try await client.select(Wish(provider: "claude"))
            _ = try await client.renew(lease)
            _ = try await client.markResult(Report(.status(200)), of: &lease)
        }
    }

    @Test func `a Select whose lease has ended is made anew`() async throws {
        let daemon = FalseDaemon { method, number in
            method == "Select" && number == 1 ? .refuse(10, "IDEMPOTENT_RESULT_GONE") : .answer
        }
        let client = try daemon.client()
        let lease = try await client.select(Wish(provider: "claude"))
        try await client.release(lease)
        #expect(daemon.pool.violations.isEmpty)
    }

    @Test func `a release whose answer is lost is made once more and counts once`() async throws {
        let daemon = FalseDaemon { method, number in
            method == "Release" && number == 1 ? .lose : .answer
        }
        let client = try daemon.client()
        let lease = try await client.select(Wish(provider: "claude"))
        try await client.release(lease)
        #expect(daemon.pool.of("Release").count == 2)
        #expect(daemon.pool.violations.isEmpty)
    }
}
