import Leasing
import Testing

struct PoolSummaryTests {
    private func host() -> Host {
        Host([
            Account(id: "b", provider: "p", models: [ModelPattern("x")], maxInFlight: 1),
            Account(id: "a", provider: "p", maxInFlight: 1),
            Account(id: "c", provider: "q"),
        ])
    }

    @Test func `providers come in the order of their names, with all their numbers`() throws {
        var host = host()
        _ = try host.lease(Wish(provider: "p", account: "a"))
        try host.use(.throttled(host.until(.seconds(8))), Wish(provider: "p", account: "b"))
        _ = try host.wait(Wish(provider: "p", wait: .seconds(5)))
        let summaries = try host.pool.summary(provider: nil, model: nil, now: host.now)
        #expect(summaries.map(\.provider) == ["p", "q"])
        #expect(summaries[0].counts[.atCapacity] == 1)
        #expect(summaries[0].counts[.cooldown] == 1)
        #expect(summaries[0].counts.total == 2)
        #expect(summaries[0].inUse == 1)
        #expect(summaries[0].waiters == 1)
        #expect(summaries[0].nextEligible == .seconds(8))
        #expect(summaries[1].counts[.available] == 1)
        #expect(summaries[1].nextEligible == nil)
    }

    @Test func `with a model it counts as a Select for it would`() throws {
        let host = host()
        let summaries = try host.pool.summary(provider: "p", model: "y", now: host.now)
        #expect(summaries.map(\.provider) == ["p"])
        #expect(summaries[0].counts[.modelUnsupported] == 1)
    }

    @Test func `a provider without accounts is unknown`() {
        let host = host()
        #expect(throws: Refusal.unknownProvider) {
            try host.pool.summary(provider: "z", model: nil, now: host.now)
        }
    }

    @Test func `accounts come in pages in the order of their ids`() throws {
        let host = host()
        func ids(_ provider: String?, after: String?, limit: Int) -> [String] {
            host.pool.accountSummaries(
                provider: provider, model: nil, after: after, limit: limit, now: host.now
            ).map(\.account.id)
        }
        #expect(ids(nil, after: nil, limit: 2) == ["a", "b"])
        #expect(ids(nil, after: "b", limit: 2) == ["c"])
        #expect(ids("p", after: "a", limit: 9) == ["b"])
        #expect(ids("z", after: nil, limit: 9) == [])
    }

    @Test func `an account tells how long it is blocked`() throws {
        var host = host()
        #expect(try host.account("a").blocked == nil)
        try host.use(.throttled(host.until(.seconds(8))), Wish(provider: "p", account: "a"))
        try host.use(.exhausted(.indefinite), Wish(provider: "p", account: "b"))
        #expect(try host.account("a").blocked == .seconds(8))
        #expect(try host.account("b").blocked == .untilSomeoneActs)
        #expect(try host.account("b").state == .quota)
    }
}
