import Hosting
import Leasing
import Providers
import Serving
import Testing

struct FactLineTests {
    /// A pool of one account that one lease is out of.
    private struct Scene: ~Copyable {
        var pool = Pool(firstFence: 7)
        var now = Moment(
            instant: Instant(nanoseconds: 1_000_000_000), unix: UnixTime(seconds: 1_782_000_000))
        let holder: HolderID
        let lease: Lease

        init(account: Account = Account(id: "acc-1", provider: "p")) throws {
            pool.adopt([account], now: now)
            holder = pool.connect(uid: 12)
            let chance = Lease.Chance(high: 1, low: 2)
            let selection = try pool.select(
                Wish(provider: "p", model: "m-1"), by: holder, uid: 12, chance: chance,
                now: now.instant)
            guard case .granted(let grant) = selection else { throw Missing() }
            lease = grant.lease
        }

        mutating func lines(of finding: Finding, status: Int? = nil) throws -> [String] {
            _ = try pool.judge(
                lease.id, by: holder, uid: 12, finding, Report(status: status), chance: 0, now: now)
            return pool.takeFacts().map { $0.line(now: now) }
        }
    }

    @Test func `a pause names account, reason, rule, lease and end`() throws {
        var scene = try Scene()
        let finding = Finding(
            .rateLimited, scope: .account,
            block: .until(UnixTime(seconds: 1_782_000_060), basis: .retryAfter), rule: "p.busy")
        #expect(
            try scene.lines(of: finding, status: 429) == [
                "account acc-1: paused reason=rate_limited level=0 rule=p.busy status=429 "
                    + "lease=\(scene.lease.id.text) until=2026-06-21T00:01:00Z"
            ])
    }

    @Test func `a pause of one model names it`() throws {
        var scene = try Scene()
        let finding = Finding(
            .rateLimited, scope: .models(ModelPattern("m 1")),
            block: .until(UnixTime(seconds: 1_782_000_030), basis: .default), rule: "p.busy")
        let line = try #require(try scene.lines(of: finding, status: 429).first)
        #expect(line.contains(" models=\"m 1\" rule=p.busy "))
    }

    @Test func `a window that is used up is told with its reset, and its end when it opens`() throws
    {
        var scene = try Scene()
        let full = Finding(
            .quotaExhausted, scope: .account,
            block: .until(UnixTime(seconds: 1_782_003_600), basis: .resetAt), window: "5h",
            rule: "p.limit")
        #expect(
            try scene.lines(of: full, status: 429) == [
                "account acc-1: quota window exhausted window=5h rule=p.limit status=429 "
                    + "lease=\(scene.lease.id.text) until=2026-06-21T01:00:00Z"
            ])
    }

    @Test func `a block that nobody knows the end of says so`() throws {
        var scene = try Scene()
        let finding = Finding(
            .quotaExhausted, scope: .account, block: .indefinite, window: "5h", rule: "p.limit")
        let line = try #require(try scene.lines(of: finding).first)
        #expect(line.hasSuffix(" until=indefinite"))
    }

    @Test func `a dead credential is a warning`() throws {
        var scene = try Scene()
        let finding = Finding(
            .authRevoked, scope: .account, block: .indefinite, isStructured: true, rule: "p.dead")
        _ = try scene.pool.judge(
            scene.lease.id, by: scene.holder, uid: 12, finding, Report(status: 401), chance: 0,
            now: scene.now)
        let facts = scene.pool.takeFacts()
        let line = try #require(facts.first { $0.level == .warning }).line(now: scene.now)
        #expect(
            line == "account acc-1: status expired reason=auth_revoked rule=p.dead status=401 "
                + "lease=\(scene.lease.id.text)")
    }

    @Test func `a success that ends a pause says which`() throws {
        var scene = try Scene()
        let pause = Finding(
            .rateLimited, scope: .models(ModelPattern("m-1")),
            block: .until(UnixTime(seconds: 1_782_000_030), basis: .default), rule: "p.busy")
        _ = try scene.pool.judge(
            scene.lease.id, by: scene.holder, uid: 12, pause, Report(), chance: 0, now: scene.now)
        guard case .cooldown(let cooldown, _) = try #require(scene.pool.takeFacts().first) else {
            throw Missing()
        }
        let cause = Provenance(
            rule: "ok", status: 200, lease: scene.lease.id, at: scene.now.instant)
        #expect(
            Fact.cooldownCleared(cooldown, account: "acc-1", cause).line(now: scene.now)
                == "account acc-1: pause ended by a success reason=rate_limited models=m-1 rule=ok "
                + "status=200 lease=\(scene.lease.id.text)")
    }

    @Test func `a lease that nobody gave back names its user and its fence`() throws {
        var scene = try Scene()
        let now = scene.now.instant
        _ = scene.pool.disconnect(scene.holder, now: now)
        scene.pool.advance(to: now + .seconds(5))
        let fact = try #require(scene.pool.takeFacts().first)
        #expect(fact.level == .info)
        #expect(
            fact.line(now: scene.now)
                == "lease \(scene.lease.id.text): expired account=acc-1 uid=12 fence=7 "
                + "rule=lease.orphaned")
    }

    @Test func `an operator's act names what was set, and the operator`() throws {
        var scene = try Scene()
        let change = AccountChange(isEnabled: false, priority: 7)
        _ = try scene.pool.set(change, of: "acc-1", uid: 3, now: scene.now.instant)
        let facts = scene.pool.takeFacts()
        #expect(facts.map(\.level) == [.notice, .info])
        #expect(
            facts.map { $0.line(now: scene.now) } == [
                "account acc-1: set enabled=false priority=7 rule=operator.set by=3",
                "lease \(scene.lease.id.text): revoked account=acc-1 uid=12 fence=7 "
                    + "rule=operator.set by=3",
            ])
    }

    @Test func `what an operator has cleared is told, with the model if it was only one`() throws {
        var scene = try Scene()
        for model in [nil, "m 1"] {
            _ = try scene.pool.clearBlocks(
                of: "acc-1", model: model, uid: 3, now: scene.now.instant)
        }
        #expect(
            scene.pool.takeFacts().map { $0.line(now: scene.now) } == [
                "account acc-1: cleared count=0 rule=operator.cleared by=3",
                "account acc-1: cleared model=\"m 1\" count=0 rule=operator.cleared by=3",
            ])
    }

    @Test func `that an operator stops lending is a warning, and that it goes on`() throws {
        var scene = try Scene()
        scene.pool.drain(by: 3, now: scene.now.instant)
        scene.pool.resumeLending(by: 4, now: scene.now.instant)
        let facts = scene.pool.takeFacts()
        #expect(facts.map(\.level) == [.warning, .warning])
        #expect(
            facts.map { $0.line(now: scene.now) } == [
                "lending stopped rule=operator.drain by=3",
                "lending resumed rule=operator.resume by=4",
            ])
    }

    @Test func `another inventory is told with its size and what is new in it`() throws {
        var scene = try Scene()
        let cause = Provenance(rule: "signal.hangup", at: scene.now.instant)
        scene.pool.note(.inventoryReloaded(accounts: 3, changed: 1, cause))
        #expect(
            scene.pool.takeFacts().map { $0.line(now: scene.now) } == [
                "inventory reloaded accounts=3 changed=1 rule=signal.hangup"
            ])
    }
}
