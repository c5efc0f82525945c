import Leasing
import Testing

struct PoolGatesTests {
    private func explain(_ host: inout Host, _ wish: Wish = Wish(provider: "p")) throws
        -> AccountExplanation
    {
        try #require(
            try host.pool.explain(wish, uid: Host.user, now: host.now).accounts.first)
    }

    @Test func `G11 a cause is the one that lasts longest`() throws {
        var host = Host("a", "b", capacity: 3)
        let wish = Wish(provider: "p", account: "a")
        let leases = try [host.lease(wish), host.lease(wish)]
        _ = try host.report(leases[0], .exhausted(host.until(.hours(1)), window: "5h"))
        host.pass(.seconds(1))
        _ = try host.report(leases[1], .exhausted(host.until(.hours(9)), window: "7d"))
        let account = try explain(&host)
        #expect(account.cause?.window == "7d")
        #expect(account.cause?.provenance.lease == leases[1].id)
        #expect(account.cause?.provenance.uid == Host.user)
        #expect(account.cause?.provenance.at == host.now)
        #expect(account.eligible == .hours(9))
    }

    @Test func `each gate tells what it saw`() throws {
        var host = Host([
            Account(
                id: "a", provider: "p", models: [ModelPattern("m"), ModelPattern("n-*")],
                maxInFlight: 2),
            Account(id: "b", provider: "p"),
        ])
        try host.use(
            .exhausted(host.until(.hours(1)), window: "5h"),
            Wish(provider: "p", account: "a"), releases: false)
        let rules = try explain(&host, Wish(provider: "p", model: "x", excluded: ["a"])).rules
        #expect(rules.contains(RuleOutcome(rule: .model, passed: false, value: "m n-*")))
        #expect(rules.contains(RuleOutcome(rule: .request, passed: false, value: nil)))
        #expect(rules.contains(RuleOutcome(rule: .quota, passed: false, value: "5h 100 %")))
        #expect(rules.contains(RuleOutcome(rule: .capacity, passed: true, value: "1/2")))
        #expect(rules.filter { !$0.passed }.map(\.rule) == [.model, .request, .quota, .probe])
    }

    @Test func `a credential that has ended is a cause, and so is what has refused it`() throws {
        var host = Host([
            Account(
                id: "a", provider: "p", credentialExpiresAt: Host.startUnix + .seconds(60)),
            Account(id: "b", provider: "p"),
        ])
        host.pass(.seconds(61))
        #expect(try explain(&host).cause?.provenance.rule == "credential.expired")
        host = Host("a", "b")
        try host.use(.unauthorized(isStructured: true), Wish(provider: "p", account: "a"))
        let account = try explain(&host)
        #expect(account.state == .authFailed && account.eligible == nil)
        #expect(account.cause?.provenance.rule == "test.401")
    }

    @Test func `an account that recovers says how far it has come`() throws {
        var host = Host("a", "b", capacity: 3)
        try host.use(.exhausted(host.until(.seconds(10))), Wish(provider: "p", account: "a"))
        host.pass(.seconds(10))
        _ = try host.lease(Wish(provider: "p", account: "a"))
        let account = try explain(&host)
        #expect(account.state == .atCapacity && account.eligible == .milliseconds(250))
        #expect(
            account.rules.contains(RuleOutcome(rule: .recovery, passed: false, value: "1/1")))
    }
}
