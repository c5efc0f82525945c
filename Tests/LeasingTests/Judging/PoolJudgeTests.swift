import Leasing
import Testing

struct PoolJudgeTests {
    @Test func `a report says what was found and how things stand`() throws {
        var host = Host("a", "b")
        let finding = Finding(
            .quotaExhausted, scope: .models(ModelPattern("m*")), block: host.until(.minutes(3)),
            window: "7d_m", retry: .other, rule: "test.rule")
        let judgement = try host.use(finding, Wish(provider: "p", model: "m1"))
        #expect(judgement.category == .quotaExhausted && judgement.rule == "test.rule")
        #expect(judgement.scope == finding.scope && judgement.window == "7d_m")
        #expect(judgement.accountState == .quota && judgement.blocked == .minutes(3))
        #expect(judgement.leaseState == .ended(.released, at: host.now))
        #expect(judgement.skip == nil && judgement.advice == .other && judgement.limit == nil)
    }

    @Test func `a report without a release keeps the slot`() throws {
        var host = Host("a")
        let lease = try host.lease()
        let judgement = try host.report(lease, .ok, releases: false)
        #expect(judgement.leaseState == .active && judgement.accountState == .atCapacity)
        #expect(try host.account("a").inUse == 1)
    }

    @Test func `the same number twice is taken once and answered the same`() throws {
        var host = Host("a", "b", capacity: 4)
        let lease = try host.lease()
        let first = try host.report(lease, .throttled(), sequence: 7, releases: false)
        let again = try host.report(lease, .throttled(), sequence: 7)
        #expect(again.skip == .duplicateSequence)
        #expect(again.advice == first.advice && again.rule == first.rule)
        #expect(again.category == first.category && again.blocked == first.blocked)
        // The release takes effect whatever the report was.
        #expect(again.leaseState == .ended(.released, at: host.now))
        #expect(try host.account("a").records.cooldowns.map(\.level) == [1])
        #expect(try host.account("a").records.failures == 1)
    }

    @Test func `gaps between numbers are allowed, and none is the next`() throws {
        var host = Host("a", capacity: 4)
        let lease = try host.lease()
        let skips = try [3, nil, 4, 5, 9, 8].map {
            try host.report(lease, .ok, sequence: $0, releases: false).skip
        }
        #expect(skips == [nil, nil, .duplicateSequence, nil, nil, .duplicateSequence])
    }

    @Test func `a success is answered again as a success`() throws {
        var host = Host("a")
        let lease = try host.lease()
        _ = try host.report(lease, .throttled(host.until(.zero)), sequence: 1, releases: false)
        _ = try host.report(lease, .ok, sequence: 2, releases: false)
        let again = try host.report(lease, .ok, sequence: 2)
        #expect(again.category == .ok && again.advice == .none)
        #expect(again.skip == .duplicateSequence)
    }

    @Test func `news of an ended lease is taken for a minute`() throws {
        var host = Host("a", capacity: 4)
        let leases = try (0..<2).map { _ in try host.lease() }
        for lease in leases { try host.release(lease) }
        host.pass(.seconds(60))
        let judgement = try host.report(leases[0], .throttled(host.until(.seconds(5))))
        #expect(judgement.skip == nil && judgement.accountState == .cooldown)
        #expect(judgement.leaseState == .ended(.released, at: host.now + .seconds(-60)))
        host.pass(.seconds(10))
        let late = try host.report(leases[1], .throttled(host.until(.seconds(5))))
        #expect(late.skip == .leaseGone && late.advice == .none)
        #expect(try host.state("a") == .available)
    }

    @Test func `G17 a release with the news of an expired lease frees nothing twice`() throws {
        var host = Host("a", capacity: 2)
        let lease = try host.lease(Wish(provider: "p", term: .seconds(1)))
        _ = try host.lease()
        host.pass(.seconds(1))
        let judgement = try host.report(lease, .ok)
        #expect(judgement.leaseState == .ended(.expired, at: host.now))
        #expect(try host.account("a").inUse == 1)
    }

    @Test func `another user's lease is not judged`() throws {
        var host = Host("a")
        let lease = try host.lease()
        let (now, holder) = (host.moment, host.holder)
        #expect(throws: Refusal.leaseUnknown) {
            _ = try host.pool.judge(
                lease.id, by: holder, uid: 7, .throttled(), Report(), chance: 0, now: now)
        }
        #expect(try host.state("a") == .atCapacity)
    }

    @Test func `a slot given back with a report goes to one who waits before anyone is advised`()
        throws
    {
        var host = Host("a", capacity: 1)
        let lease = try host.lease()
        let ticket = try host.wait(Wish(provider: "p", wait: .seconds(5)))
        let overload = Finding(.overloaded, retry: .other, rule: "r")
        let judgement = try host.report(lease, overload)
        #expect(host.pool.takeSettlements().map(\.ticket) == [ticket])
        #expect(judgement.accountState == .atCapacity)
    }

    @Test func `a model that a reload took from the account is not served by it`() throws {
        var host = Host("a")
        let lease = try host.lease(Wish(provider: "p", model: "m"))
        host.pool.adopt(
            [Account(id: "a", provider: "p", models: [ModelPattern("n")])], now: host.moment)
        let judgement = try host.report(lease, .ok)
        #expect(judgement.accountState == .modelUnsupported)
        #expect(judgement.blocked == .untilSomeoneActs)
    }
}
