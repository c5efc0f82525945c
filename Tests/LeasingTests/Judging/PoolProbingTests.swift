import Leasing
import Testing

struct PoolProbingTests {
    private let wish = Wish(provider: "p")

    /// Two accounts that are blocked for ten hours, `b` a second longer ago than `a`.
    private func exhausted(capacity: Int = 2) throws -> Host {
        var host = Host("a", "b", capacity: capacity)
        try host.use(.exhausted(host.until(.hours(10))), Wish(provider: "p", account: "b"))
        host.pass(.seconds(1))
        try host.use(.exhausted(host.until(.hours(10))), Wish(provider: "p", account: "a"))
        return host
    }

    @Test func `G1 when all are blocked the one that was blocked first is tried out`() throws {
        var host = try exhausted()
        #expect(try host.blocked().retryAfter == .hours(1) + .seconds(-1))
        host.pass(.hours(1) + .milliseconds(-1001))
        #expect(try host.blocked().retryAfter == .milliseconds(1))
        host.pass(.milliseconds(1))
        #expect(try host.state("b") == .halfOpen)
        #expect(try host.state("a") == .quota)
        let probe = try host.lease()
        #expect(probe.isProbe)
        #expect(host.pool.accountID(of: probe) == "b")
    }

    @Test func `G2 at most one probe is under way, whoever asks`() throws {
        var host = try exhausted()
        host.pass(.hours(2))
        let probe = try host.lease()
        _ = try host.blocked()
        #expect(throws: Refusal.self) { _ = try host.lease(Wish(provider: "p", account: "b")) }
        _ = try host.report(probe, .exhausted(host.until(.hours(8))))
        // The other one has its turn.
        let next = try host.lease()
        #expect(host.pool.accountID(of: next) == "a")
        try host.release(next)
        _ = try host.blocked()
    }

    @Test func `one at capacity counts as able, and so does one that the request excludes`() throws
    {
        var host = Host([
            Account(id: "a", provider: "p"), Account(id: "b", provider: "p", maxInFlight: 1),
        ])
        try host.use(.exhausted(host.until(.hours(10))), Wish(provider: "p", account: "a"))
        host.pass(.hours(2))
        #expect(try host.blocked(Wish(provider: "p", excluded: ["b"])).retryAfter == .hours(8))
        let busy = try host.lease()
        let (counts, _, _) = try host.blocked()
        #expect(counts[.atCapacity] == 1 && counts[.quota] == 1)
        _ = try host.report(busy, .throttled(host.until(.hours(1))))
        #expect(try host.lease().isProbe)
    }

    @Test func `a success ends the block`() throws {
        for block in [Block.until(UnixTime(seconds: 1_700_036_000), basis: .resetAt), .indefinite] {
            var host = Host("a", capacity: 3)
            try host.use(.exhausted(block))
            host.pass(.hours(2))
            #expect(try host.use(.ok).accountState == .available)
            #expect(try !host.lease().isProbe)
        }
    }

    @Test func `a success restores a login that was refused`() throws {
        var host = Host("a", capacity: 3)
        try host.use(.unauthorized(isStructured: true))
        #expect(try host.state("a") == .authFailed)
        host.pass(.hours(1))
        try host.use(.ok)
        #expect(try host.account("a").records.status == .active)
        #expect(try host.state("a") == .available)
    }

    @Test func `a success whose headers say that the limit is reached ends nothing`() throws {
        var host = Host("a", capacity: 3)
        try host.use(.exhausted(host.until(.hours(10))))
        host.pass(.hours(2))
        let reading = WindowReading(
            "primary", usedPercent: 100, isLimitReached: true,
            resetsAt: host.unix(host.now + .hours(8)), source: .header)
        try host.use(Finding(.ok, rule: "test.ok", readings: [reading]))
        #expect(try host.state("a") == .quota)
    }

    @Test func `G10 a probe's failure steps no ladder and moves the next probe`() throws {
        var host = Host("a", capacity: 3)
        let finding = Finding(
            .validationRequired, scope: .account, block: .ladder(.validation), retry: .other,
            rule: "test.validation")
        try host.use(finding)
        host.pass(.minutes(10))
        try host.use(finding)
        let before = try #require(try host.account("a").records.cooldowns.first)
        #expect(before.level == 2)
        host.pass(.minutes(15))
        try host.use(finding)
        let after = try #require(try host.account("a").records.cooldowns.first)
        #expect(after.level == 2 && after.until == before.until)
        #expect(try host.blocked().retryAfter == .minutes(30))
    }

    @Test func `G10 a probe's failure of another kind opens that kind without a level`() throws {
        var host = Host("a", capacity: 3)
        try host.use(.exhausted(host.until(.hours(10))))
        host.pass(.hours(1))
        try host.use(.throttled())
        let pause = try #require(try host.account("a").records.cooldowns.first)
        #expect(pause.level == 0)
        host.pass(.hours(9))
        try host.use(.throttled())
        #expect(try host.account("a").records.cooldowns.first?.level == 1)
    }

    @Test func `G1 a probe takes its turn however it ends`() throws {
        var host = Host("a", capacity: 3)
        try host.use(.exhausted(host.until(.hours(10))))
        host.pass(.hours(1))
        try host.release(try host.lease())
        #expect(try host.blocked().retryAfter == .hours(2))
        host.pass(.hours(2))
        #expect(try host.lease().isProbe)
    }

    @Test func `a block that a probe sets once the one it tested has ended is a new one`() throws {
        let findings: [(Block) -> Finding] = [{ .exhausted($0) }, { .throttled($0) }]
        for finding in findings {
            var host = Host("a", capacity: 3)
            try host.use(finding(host.until(.minutes(40))))
            host.pass(.minutes(15))
            let probe = try host.lease()
            host.pass(.minutes(30))
            _ = try host.report(probe, finding(host.until(.hours(10))))
            // Its first probe is an hour away, and not where the former's second one was.
            #expect(try host.blocked().retryAfter == .hours(1))
        }
    }

    @Test func `what a probe's first answer has lengthened its second one does not end`() throws {
        func answer(_ host: Host, _ category: Finding.Category, _ hours: Int64) -> Finding {
            let isReached = category != .ok
            let reading = WindowReading(
                "5h", usedPercent: 100, isLimitReached: isReached,
                resetsAt: host.unix(host.now + .hours(hours)), source: .header)
            return Finding(
                category, scope: .account, block: isReached ? host.until(.hours(hours)) : .none,
                window: "5h", retry: .other, rule: "test.window", readings: [reading])
        }
        var host = Host("a", capacity: 3)
        try host.use(answer(host, .quotaExhausted, 2))
        host.pass(.minutes(15))
        let probe = try host.lease()
        _ = try host.report(probe, answer(host, .quotaExhausted, 3), releases: false)
        _ = try host.report(probe, answer(host, .ok, 1))
        #expect(try host.state("a") == .quota)
        #expect(try host.account("a").records.windows.first?.resetsAt == host.now + .hours(3))
    }

    @Test func `who waits gets the probe when its time comes, and the account when it works`()
        throws
    {
        var host = Host("a", capacity: 3)
        try host.use(.exhausted(host.until(.hours(10))))
        host.pass(.hours(1) + .seconds(-5))
        let wait = Wish(provider: "p", wait: .seconds(20), timeout: .seconds(30))
        let tickets = try [host.wait(wait), host.wait(wait)]
        host.pass(.seconds(4))
        #expect(host.pool.takeSettlements().isEmpty)
        host.pass(.seconds(1))
        let settlement = try #require(host.pool.takeSettlements().first)
        #expect(settlement.ticket == tickets[0])
        let probe = try settlement.result.get().lease
        #expect(probe.isProbe)
        _ = try host.report(probe, .ok, releases: false)
        #expect(host.pool.takeSettlements().map(\.ticket) == [tickets[1]])
    }

    @Test func `who waits behind a probe that fails is told that there is nothing`() throws {
        var host = Host("a", capacity: 3)
        try host.use(.exhausted(host.until(.hours(10))))
        host.pass(.hours(1))
        let probe = try host.lease()
        _ = try host.wait(Wish(provider: "p", wait: .seconds(20)))
        _ = try host.report(probe, .exhausted(host.until(.hours(9))))
        #expect(throws: Refusal.self) {
            _ = try #require(host.pool.takeSettlements().first).result.get()
        }
    }

    @Test func `a model's block is tested by a request for it`() throws {
        var host = Host("a", capacity: 3)
        let scope = Finding.Scope.models(ModelPattern("m"))
        try host.use(
            .exhausted(host.until(.hours(10)), scope), Wish(provider: "p", model: "m"))
        host.pass(.hours(1))
        #expect(try !host.lease(Wish(provider: "p", model: "n")).isProbe)
        #expect(try host.state("a", for: "m") == .halfOpen)
        #expect(try host.lease(Wish(provider: "p", model: "m")).isProbe)
    }

    @Test func `an account is tried out for no model but those that it serves`() throws {
        var host = Host([
            Account(id: "a", provider: "p", models: [ModelPattern("m")]),
            Account(id: "b", provider: "p", models: [ModelPattern("n")]),
        ])
        try host.use(.unauthorized(isStructured: true), Wish(provider: "p", model: "m"))
        host.pass(.seconds(1))
        try host.use(.exhausted(host.until(.hours(10))), Wish(provider: "p", model: "n"))
        host.pass(.hours(2))
        let wish = Wish(provider: "p", model: "n")
        #expect(try host.leasedAccount(wish) == "b")
        _ = try host.blocked(wish)
    }

    @Test func `a credential past its end, a ban of a model and a short block are not tested`()
        throws
    {
        var host = Host([
            Account(
                id: "a", provider: "p", maxInFlight: 9,
                credentialExpiresAt: Host.startUnix + .seconds(60))
        ])
        try host.use(.exhausted(host.until(.hours(10))))
        host.pass(.hours(2))
        _ = try host.blocked()
        host = Host("a", capacity: 3)
        let unsupported = Finding(
            .modelUnsupported, scope: .models(ModelPattern("m")),
            block: host.until(.hours(12)), retry: .other, rule: "test.model")
        try host.use(unsupported, Wish(provider: "p", model: "m"))
        try host.use(.exhausted(host.until(.minutes(30))))
        host.pass(.minutes(20))
        _ = try host.blocked()
        host.pass(.hours(2))
        _ = try host.blocked(Wish(provider: "p", model: "m"))
    }
}
