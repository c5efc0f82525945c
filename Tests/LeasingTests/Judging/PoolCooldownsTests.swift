import Leasing
import Seeding
import Testing

struct PoolCooldownsTests {
    /// The length of an account's only pause.
    private func pause(_ host: Host, _ id: String = "a") throws -> Interval? {
        try #require(try host.account(id).records.cooldowns.last).until.map { $0 - host.now }
    }

    @Test func `a hint is the length of the pause`() throws {
        var host = Host("a")
        let judgement = try host.use(.throttled(host.until(.seconds(17))))
        #expect(judgement.blocked == .seconds(17))
        #expect(judgement.accountState == .cooldown)
    }

    @Test func `without a hint each offence doubles the pause`() throws {
        var host = Host("a")
        for seconds: Int64 in [1, 2, 4, 8, 16] {
            try host.use(.throttled())
            #expect(try pause(host) == .seconds(seconds))
            host.pass(.seconds(seconds))
        }
    }

    @Test func `chance lengthens a pause by at most a tenth, and never shortens it`() throws {
        for chance: UInt64 in [0, 1, 99_999_999, 100_000_000, .max] {
            var host = Host("a")
            let lease = try host.lease()
            let judgement = try host.pool.judge(
                lease.id, by: host.holder, uid: lease.uid, .throttled(), Report(),
                chance: chance, now: host.moment)
            #expect(judgement.blocked >= .seconds(1))
            #expect(judgement.blocked <= .milliseconds(1100))
        }
    }

    @Test func `G3 fifty concurrent throttles, some reported late, are one step`() throws {
        var host = Host("a", capacity: 50)
        let leases = try (0..<50).map { _ in try host.lease() }
        for lease in leases[..<40] { _ = try host.report(lease, .throttled()) }
        #expect(try host.account("a").records.cooldowns.map(\.level) == [1])
        host.pass(.seconds(1))
        for lease in leases[40...] { _ = try host.report(lease, .throttled()) }
        #expect(try host.account("a").records.cooldowns.map(\.level) == [1])
        #expect(try host.state("a") == .available)
        try host.use(.throttled())
        #expect(try host.account("a").records.cooldowns.map(\.level) == [2])
    }

    @Test func `a shorter hint does not shorten, a longer one lengthens and is no step`() throws {
        var host = Host("a", capacity: 3)
        let leases = try (0..<3).map { _ in try host.lease() }
        _ = try host.report(leases[0], .throttled(host.until(.seconds(20))))
        _ = try host.report(leases[1], .throttled(host.until(.seconds(5))))
        #expect(try pause(host) == .seconds(20))
        _ = try host.report(leases[2], .throttled(host.until(.seconds(30))))
        #expect(try pause(host) == .seconds(30))
        #expect(try host.account("a").records.cooldowns.map(\.level) == [0])
    }

    @Test func `a hint in the past pauses nothing and leaves no record`() throws {
        var host = Host("a")
        let judgement = try host.use(.throttled(host.until(.seconds(-5))))
        #expect(judgement.accountState == .available && judgement.blocked == .zero)
        #expect(try host.account("a").records.cooldowns.isEmpty)
    }

    @Test func `G1 a pause is at most a year, whatever the upstream says`() throws {
        var host = Host("a")
        let never = Block.until(UnixTime(nanoseconds: .max), basis: .resetAt)
        try host.use(.throttled(never))
        #expect(try pause(host) == Limits.longestBlock)
    }

    @Test func `a level is forgotten after half an hour of quiet`() throws {
        var host = Host("a")
        try host.use(.throttled())
        host.pass(.seconds(1) + .minutes(30) + Interval(nanoseconds: -1))
        try host.use(.throttled())
        #expect(try host.account("a").records.cooldowns.map(\.level) == [2])
        host.pass(.seconds(2) + .minutes(30))
        try host.use(.throttled())
        #expect(try host.account("a").records.cooldowns.map(\.level) == [1])
    }

    @Test func `a success ends the level, if its lease came after the pause`() throws {
        var host = Host("a", capacity: 2)
        let late = try host.lease()
        try host.use(.throttled())
        _ = try host.report(late, .ok)
        #expect(try host.account("a").records.cooldowns.map(\.level) == [1])
        host.pass(.seconds(1))
        try host.use(.ok)
        #expect(try host.account("a").records.cooldowns.isEmpty)
    }

    @Test func `a success ends the pause of its model and of no other`() throws {
        var host = Host("a", capacity: 9)
        for model in ["x", "y"] {
            try host.use(
                .throttled(host.until(.seconds(1)), .models(ModelPattern(model))),
                Wish(provider: "p", model: model))
        }
        host.pass(.seconds(1))
        try host.use(.ok)
        #expect(try host.account("a").records.cooldowns.count == 2)
        try host.use(.ok, Wish(provider: "p", model: "x"))
        #expect(try host.account("a").records.cooldowns.map(\.models) == [ModelPattern("y")])
    }

    @Test func `a challenge climbs its own ladder`() throws {
        var host = Host("a")
        let challenge = Finding(
            .cloudflareChallenge, scope: .account, block: .ladder(.challenge), retry: .other,
            rule: "cf")
        for seconds: Int64 in [10, 30, 90, 120, 120] {
            try host.use(challenge)
            #expect(try pause(host) == .seconds(seconds))
            host.pass(.seconds(seconds))
        }
    }

    @Test func `G12 a model's pause keeps the others in use`() throws {
        var host = Host("a", capacity: 5)
        let x = Wish(provider: "p", model: "x")
        try host.use(.throttled(.models(ModelPattern("x"))), x)
        _ = try host.lease(Wish(provider: "p", model: "y"))
        #expect(try host.blocked(x).counts[.cooldown] == 1)
    }

    @Test func `of too many pauses those of single models make room, those that end first`() throws
    {
        var host = Host("a", capacity: 500)
        let lease = try host.lease()
        _ = try host.report(
            lease,
            Finding(
                .permissionDenied, scope: .account, block: host.until(.minutes(1)), rule: "403"),
            releases: false)
        for number in 1...Limits.recordsPerAccount {
            let scope = Finding.Scope.models(ModelPattern.exactly("m\(number)"))
            let block = host.until(.minutes(Int64(number) + 10))
            _ = try host.report(lease, .throttled(block, scope), releases: false)
        }
        let kept = try host.account("a").records.cooldowns
        #expect(kept.count == Limits.recordsPerAccount)
        #expect(kept.contains { $0.reason == .permissionDenied })
        #expect(!kept.contains { $0.models?.text == "m1" })
        #expect(kept.contains { $0.models?.text == "m\(Limits.recordsPerAccount)" })
    }

    @Test(arguments: 0..<40)
    func `no finding ever shortens a block`(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        var host = Host("a", capacity: 400)
        let leases = try (0..<200).map { _ in try host.lease() }
        var blocked = Interval.zero
        var asOf = host.now
        for lease in leases {
            let block: Block =
                random.once(in: 30)
                ? .indefinite : host.until(.seconds(Int64(random.below(100))))
            let finding: Finding = random.pick([
                .throttled(block), .throttled(), .exhausted(block), .exhausted(.ladder(.quota)),
                .transient(block), .ok, .unauthorized(),
            ])
            let judgement = try host.report(lease, finding)
            if blocked == .untilSomeoneActs {
                #expect(judgement.blocked == .untilSomeoneActs)
            } else if judgement.blocked != .untilSomeoneActs {
                #expect(host.now + judgement.blocked >= asOf + blocked)
            }
            (blocked, asOf) = (judgement.blocked, host.now)
            if random.once(in: 4) { host.pass(.seconds(Int64(random.below(3)))) }
        }
    }
}
