import Leasing
import Testing

struct HoldersTests {
    private let instance = InstanceName(uid: Host.user, name: "proxy-1")

    @Test func `each connection without a name holds for itself`() throws {
        var host = Host("a", "b")
        let other = host.pool.connect(uid: Host.user)
        #expect(other != host.holder)
        let lease = try host.lease()
        _ = try host.lease(by: other)
        let hasLeases = host.pool.disconnect(other, now: host.now)
        #expect(hasLeases)
        #expect(try host.pool.lease(lease.id, uid: Host.user, now: host.now).state == .active)
    }

    @Test func `connections of a named instance are one holder until the last is closed`() throws {
        var host = Host("a")
        let one = host.pool.connect(uid: Host.user, instance: instance)
        let other = host.pool.connect(uid: Host.user, instance: instance)
        #expect(one == other)
        let lease = try host.lease(by: one)
        let hadLeases = host.pool.disconnect(one, now: host.now)
        #expect(!hadLeases)
        #expect(try host.pool.lease(lease.id, uid: Host.user, now: host.now).state == .active)
        let hasOrphans = host.pool.disconnect(one, now: host.now)
        #expect(hasOrphans)
        #expect(
            try host.pool.lease(lease.id, uid: Host.user, now: host.now).state
                == .orphaned(until: host.now + .seconds(5)))
    }

    @Test func `names of different users do not meet`() {
        var host = Host("a")
        let one = host.pool.connect(uid: 1, instance: InstanceName(uid: 1, name: "same-name"))
        let other = host.pool.connect(uid: 2, instance: InstanceName(uid: 2, name: "same-name"))
        #expect(one != other)
    }

    @Test func `a holder that is gone is not the one that comes after it`() throws {
        var host = Host("a")
        let former = host.pool.connect(uid: Host.user)
        _ = host.pool.disconnect(former, now: host.now)
        let later = host.pool.connect(uid: Host.user)
        #expect(former != later)
        let lease = try host.lease(by: later)
        host.pool.processEnded(of: former, now: host.now)
        let isKnown = host.pool.disconnect(former, now: host.now)
        #expect(!isKnown)
        #expect(try host.pool.lease(lease.id, uid: Host.user, now: host.now).state == .active)
    }

    @Test func `an instance without connection and lease is forgotten`() throws {
        var host = Host("a")
        let former = host.pool.connect(uid: Host.user, instance: instance)
        let lease = try host.lease(by: former)
        _ = host.pool.disconnect(former, now: host.now)
        try host.release(lease)
        let later = host.pool.connect(uid: Host.user, instance: instance)
        #expect(later != former)
    }
}
