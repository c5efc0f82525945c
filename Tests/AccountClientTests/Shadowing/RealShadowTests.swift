import AccountClient
import Foundation
import Testing

/// A shadow of the real daemon.
@Suite(.serialized) struct RealShadowTests {
    /// A shadow that waits for as long as this machine may take.
    private func shadow(_ daemon: RealDaemon) throws -> ShadowClient {
        ShadowClient(try daemon.client(), patience: .seconds(60), pause: .zero) { _ in }
    }

    private func difference(_ report: ShadowReport) throws -> ShadowDifference {
        guard case .difference(let difference) = report else {
            throw RealDaemon.Failure(description: "\(report)")
        }
        return difference
    }

    @Test func `a difference tells what keeps the caller's account away`() async throws {
        let daemon = try RealDaemon()
        let client = try daemon.client()
        var wish = Wish(provider: "claude", model: "m")
        wish.account = "claude-a"
        let lease = try await client.select(wish)
        let reported = lease.id
        let limit = Report(
            .status(429), headers: [Header(name: "retry-after", value: "600")], body: [])
        _ = try await client.markResult(limit, releasing: lease)

        let shadow = try self.shadow(daemon)
        let difference = try self.difference(
            await shadow.comparison(own: "claude-a", provider: "claude", model: "m"))
        #expect((difference.chosen, difference.why) == ("claude-b", "only"))
        let standing = try #require(difference.standing)
        #expect((standing.state, standing.rule) == ("cooldown", "cooldown"))
        let ableIn = try #require(standing.ableIn)
        #expect((.zero..<Duration.seconds(700)).contains(ableIn))
        let cause = try #require(standing.cause)
        #expect((cause.upstreamStatus, cause.leaseID) == (429, reported))
        #expect(cause.uid == getuid())
        #expect(difference.description.contains(cause.rule))

        #expect(
            await shadow.comparison(own: "claude-b", provider: "claude", model: "m")
                == .agreement(why: "only"))
        let counts = try #require(shadow.counts.providers["claude"])
        #expect((counts.agreements, counts.differences, counts.keptAway) == (1, 1, 1))
        #expect(try await client.summary().providers.map(\.inUse) == [0])
    }

    @Test func `it goes by the daemon's order, and says so of an account that is able`()
        async throws
    {
        let daemon = try RealDaemon()
        let shadow = try self.shadow(daemon)
        let reports = [
            await shadow.comparison(own: "claude-a", provider: "claude", session: "s"),
            await shadow.comparison(own: "claude-b", provider: "claude", session: "s"),
        ]
        let differences = try reports.filter { $0 != .agreement(why: "strategy") }
            .map(self.difference)
        #expect(differences.map(\.standing?.rule) == ["order"])
        #expect(differences.map(\.isKeptAway) == [false])
        #expect(try await daemon.client().summary().providers.map(\.inUse) == [0])
    }

    @Test func `accounts and providers that the daemon does not have are told`() async throws {
        let daemon = try RealDaemon()
        let shadow = try self.shadow(daemon)
        for own in ["claude", "claude-c", "-", "me@example.com"] {
            let difference = try self.difference(
                await shadow.comparison(own: own, provider: "claude"))
            #expect(difference.standing == nil)
        }
        let none = try self.difference(
            await shadow.comparison(
                own: "claude-a", provider: "claude", excluding: ["claude-a", "claude-b"]))
        #expect(none.chosen == nil)
        #expect(none.why == "none_eligible")
        #expect(none.standing?.state == "excluded")
        let report = await shadow.comparison(own: "claude-a", provider: "made-up")
        #expect(report.description.contains("refused"))
        #expect(shadow.counts.drops == [.refused: 1])
        #expect(try await daemon.client().health())
    }

    @Test func `a daemon that was away is compared with again`() async throws {
        let daemon = try RealDaemon()
        let shadow = try self.shadow(daemon)
        try daemon.kill()
        let report = await shadow.comparison(own: "claude-a", provider: "claude")
        #expect(report.description.contains("unreachable"), "\(report)")
        try daemon.start()
        _ = await shadow.comparison(own: "claude-a", provider: "claude")
        #expect(shadow.counts.providers["claude"] != nil, "\(shadow.counts)")
    }
}
