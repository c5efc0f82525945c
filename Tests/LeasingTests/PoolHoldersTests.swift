import Leasing
import Testing

struct PoolHoldersTests {
    private let user = Host.user

    @Test func `the leases of a departed holder keep their slots for five seconds`() throws {
        var host = Host("a")
        let lease = try host.lease()
        let hasOrphans = host.pool.disconnect(host.holder, now: host.now)
        #expect(hasOrphans)
        host.pass(.milliseconds(4999))
        #expect(try host.account("a").inUse == 1)
        host.pass(.milliseconds(1))
        #expect(try host.account("a").inUse == 0)
        let state = try host.pool.lease(lease.id, uid: user, now: host.now).state
        #expect(state == .ended(.expired, at: host.now))
    }

    @Test func `the grace does not lengthen a lease`() throws {
        var host = Host("a")
        _ = try host.lease(Wish(provider: "p", term: .seconds(2)))
        _ = host.pool.disconnect(host.holder, now: host.now)
        host.pass(.seconds(2))
        #expect(try host.account("a").inUse == 0)
    }

    @Test func `a detached lease lives without its connection`() throws {
        var host = Host("a")
        _ = try host.lease(Wish(provider: "p", isDetached: true))
        let hasOrphans = host.pool.disconnect(host.holder, now: host.now)
        #expect(!hasOrphans)
        host.pass(.seconds(29))
        #expect(try host.account("a").inUse == 1)
        host.pass(.seconds(1))
        #expect(try host.account("a").inUse == 0)
    }

    @Test func `naming an orphan takes it back, from any connection of its user`() throws {
        var host = Host("a", "b", capacity: 1)
        let renewed = try host.lease(), reported = try host.lease()
        let other = host.pool.connect(uid: user)
        _ = host.pool.disconnect(host.holder, now: host.now)
        host.pass(.seconds(4))
        _ = try host.pool.renew(renewed.id, by: other, uid: user, term: nil, now: host.now)
        _ = try host.report(reported, .ok, releases: false, by: other)
        host.pass(.seconds(10))
        #expect(host.pool.liveLeaseCount == 2)
        _ = host.pool.disconnect(other, now: host.now)
        host.pass(.seconds(5))
        #expect(host.pool.liveLeaseCount == 0)
    }

    @Test func `an instance that comes back has its leases again`() throws {
        var host = Host("a", capacity: 3)
        let name = InstanceName(uid: user, name: "proxy-1")
        let holder = host.pool.connect(uid: user, instance: name)
        for _ in 0..<2 { _ = try host.lease(by: holder) }
        _ = host.pool.disconnect(holder, now: host.now)
        host.pass(.seconds(3))
        let again = host.pool.connect(uid: user, instance: name)
        let resumed = host.pool.resume(again, now: host.now)
        #expect(resumed == 2)
        host.pass(.minutes(1))
        #expect(host.pool.liveLeaseCount == 2)
    }

    @Test func `an instance that says so twice takes nothing back`() throws {
        var host = Host("a")
        let name = InstanceName(uid: user, name: "proxy-1")
        let holder = host.pool.connect(uid: user, instance: name)
        _ = try host.lease(by: holder)
        let again = host.pool.connect(uid: user, instance: name)
        let resumed = host.pool.resume(again, now: host.now)
        #expect(resumed == 0)
        #expect(host.pool.liveLeaseCount == 1)
    }

    @Test func `an instance that comes back after the grace finds nothing`() throws {
        var host = Host("a")
        let name = InstanceName(uid: user, name: "proxy-1")
        let holder = host.pool.connect(uid: user, instance: name)
        _ = try host.lease(by: holder)
        _ = host.pool.disconnect(holder, now: host.now)
        let again = host.pool.connect(uid: user, instance: name)
        let resumed = host.pool.resume(again, now: host.now + .seconds(5))
        #expect(resumed == 0)
        #expect(host.pool.liveLeaseCount == 0)
    }

    @Test func `a dead process ends what it left behind at once`() throws {
        var host = Host("a", "b", capacity: 2)
        for _ in 0..<4 { _ = try host.lease() }
        let other = host.pool.connect(uid: user)
        let ticket = try host.wait(Wish(provider: "p", wait: .seconds(9)), by: other)
        _ = host.pool.disconnect(host.holder, now: host.now)
        #expect(host.pool.takeSettlements().isEmpty)
        host.pool.processEnded(of: host.holder, now: host.now)
        #expect(host.pool.takeSettlements().map(\.ticket) == [ticket])
        #expect(host.pool.liveLeaseCount == 1)
    }

    @Test func `G21 a dead process ends nothing while a connection is open`() throws {
        var host = Host("a")
        _ = try host.lease()
        host.pool.processEnded(of: host.holder, now: host.now)
        host.pass(.minutes(1))
        #expect(host.pool.liveLeaseCount == 1)
    }

    @Test func `an orphan that was taken over does not end with its former holder`() throws {
        var host = Host("a")
        let lease = try host.lease()
        let other = host.pool.connect(uid: user)
        _ = host.pool.disconnect(host.holder, now: host.now)
        _ = try host.pool.renew(lease.id, by: other, uid: user, term: nil, now: host.now)
        host.pool.processEnded(of: host.holder, now: host.now)
        #expect(host.pool.liveLeaseCount == 1)
    }

    @Test func `a request whose connection is gone is served no more, the next one is`() throws {
        var host = Host("a")
        let lease = try host.lease()
        let gone = host.pool.connect(uid: user)
        let wish = Wish(provider: "p", wait: .seconds(9))
        let detached = Wish(provider: "p", wait: .seconds(9), isDetached: true)
        _ = try host.wait(wish, by: gone)
        _ = try host.wait(detached, by: gone)
        let next = try host.wait(wish)
        _ = host.pool.disconnect(gone, now: host.now)
        #expect(host.pool.waiterCount == 1)
        try host.release(lease)
        #expect(host.pool.takeSettlements().map(\.ticket) == [next])
    }

    @Test func `a connection that takes a name keeps what it leased and waits for`() throws {
        var host = Host("a", capacity: 1)
        let lease = try host.lease()
        _ = try host.wait(Wish(provider: "p", wait: .seconds(9)))
        let name = InstanceName(uid: user, name: "proxy-1")
        let named = host.pool.connect(uid: user, instance: name)
        host.pool.transfer(from: host.holder, to: named)
        host.pool.leave(host.holder)
        let stranger = host.pool.connect(uid: user)
        try host.release(lease)
        let settlements = host.pool.takeSettlements()
        #expect(settlements.count == 1)
        #expect(try settlements[0].result.get().lease.holder == named)
        _ = host.pool.disconnect(stranger, now: host.now)
        let hasOrphans = host.pool.disconnect(named, now: host.now)
        #expect(hasOrphans)
    }

    @Test func `a holder with another connection hands nothing on`() throws {
        var host = Host("a")
        let name = InstanceName(uid: user, name: "proxy-1")
        let named = host.pool.connect(uid: user, instance: name)
        _ = host.pool.connect(uid: user, instance: name)
        let lease = try host.lease(by: named)
        let other = host.pool.connect(
            uid: user, instance: InstanceName(uid: user, name: "proxy-2"))
        host.pool.transfer(from: named, to: other)
        host.pool.leave(named)
        #expect(try host.pool.lease(lease.id, uid: user, now: host.now).holder == named)
    }
}
