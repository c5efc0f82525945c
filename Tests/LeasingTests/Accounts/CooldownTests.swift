import Leasing
import Testing

struct CooldownTests {
    private let start = Instant(nanoseconds: 1_000_000_000)

    private func pause(_ length: Interval?, _ reason: Finding.Category = .rateLimited) throws
        -> Cooldown
    {
        var host = Host("a")
        let block = length.map { host.until($0) } ?? .indefinite
        try host.use(Finding(reason, scope: .account, block: block, rule: "r"))
        return try #require(try host.account("a").records.cooldowns.first)
    }

    @Test func `G15 a pause blocks until its end and not at it`() throws {
        let pause = try pause(.seconds(5))
        let end = Host.start + .seconds(5)
        #expect(pause.blockEnd == end)
        #expect(pause.blocks(at: end + Interval(nanoseconds: -1)))
        #expect(!pause.blocks(at: end))
    }

    @Test func `a pause without an end blocks for ever`() throws {
        let pause = try pause(nil)
        #expect(pause.blocks(at: .distantFuture))
        #expect(pause.forgottenAt == .distantFuture)
    }

    @Test func `a level is forgotten half an hour after the end, or four times the pause`() throws {
        let end = Host.start + .seconds(5)
        #expect(try pause(.seconds(5)).forgottenAt == end + .minutes(30))
        let long = Host.start + .minutes(20)
        #expect(try pause(.minutes(20)).forgottenAt == long + .minutes(80))
    }

    @Test func `a challenge's level is forgotten after an hour`() throws {
        let end = Host.start + .seconds(10)
        #expect(try pause(.seconds(10), .cloudflareChallenge).forgottenAt == end + .hours(1))
    }
}
