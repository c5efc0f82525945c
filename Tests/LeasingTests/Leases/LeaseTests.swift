import Leasing
import Testing

struct LeaseTests {
    @Test func `a lease has all that its holder is told`() throws {
        var host = Host("a")
        let lease = try host.lease(
            Wish(
                provider: "p", model: "m", term: .seconds(90), isInternal: true, attempt: 2))
        #expect(host.pool.accountID(of: lease) == "a")
        #expect(host.pool.account(of: lease).provider == "p")
        #expect(lease.model == "m")
        #expect(lease.uid == Host.user)
        #expect(lease.grantedAt == host.now)
        #expect(lease.deadline == host.now + .seconds(90))
        #expect(lease.end == lease.deadline)
        #expect(lease.attempt == 2)
        #expect(lease.isInternal && !lease.isDetached && !lease.isRepeat && lease.isLive)
        #expect(lease.generation == 1)
    }

    @Test func `its name is chance, but for the slot`() throws {
        var host = Host("a", capacity: 2)
        let chance = Lease.Chance(high: 0x1234, low: 0xffff_ffff_ffff_ffff)
        for slot: UInt64 in 0..<2 {
            let selection = try host.pool.select(
                Wish(provider: "p"), by: host.holder, uid: Host.user, chance: chance,
                now: host.now)
            guard case .granted(let grant) = selection else {
                Issue.record("not granted")
                return
            }
            #expect(grant.lease.id == Lease.ID(high: 0x1234, low: 0xffff_ffff_ffff_0000 | slot))
        }
    }

    @Test func `a name that was never given out is unknown, whatever slot it holds`() throws {
        var host = Host("a")
        let lease = try host.lease()
        for id in [
            Lease.ID(high: lease.id.high ^ 1, low: lease.id.low),
            Lease.ID(high: lease.id.high, low: lease.id.low ^ 1),
            Lease.ID(high: 0, low: 0xffff),
        ] {
            #expect(throws: Refusal.leaseUnknown) {
                try host.pool.lease(id, uid: Host.user, now: host.now)
            }
        }
    }

    @Test func `fences grow from the one given, over all accounts`() throws {
        var pool = Pool(firstFence: 500)
        let holder = pool.connect(uid: 1)
        let now = Host("a").moment
        pool.adopt([Account(id: "a", provider: "p"), Account(id: "b", provider: "q")], now: now)
        for fence: UInt64 in 500..<506 {
            let selection = try pool.select(
                Wish(provider: fence % 2 == 0 ? "p" : "q"), by: holder, uid: 1,
                chance: Lease.Chance(high: fence, low: 0), now: now.instant)
            guard case .granted(let grant) = selection else {
                Issue.record("not granted")
                return
            }
            #expect(grant.lease.fence == fence)
        }
    }
}
