import Leasing
import Testing

struct LeaseSlabTests {
    @Test func `the oldest of too many ended leases is forgotten`() throws {
        var host = Host("a")
        var ids: [Lease.ID] = []
        for _ in 0...Limits.endedLeases {
            let lease = try host.lease()
            try host.release(lease)
            ids.append(lease.id)
        }
        #expect(throws: Refusal.leaseUnknown) { try host.pool.remembered(ids[0], uid: Host.user) }
        #expect(try host.pool.remembered(ids[1], uid: Host.user).state != .active)
        #expect(Set(ids).count == ids.count)
    }

    @Test func `a forgotten lease's slot is used again under another name`() throws {
        var host = Host("a")
        for _ in 0..<(2 * Limits.endedLeases) { try host.release(try host.lease()) }
        let lease = try host.lease()
        #expect(lease.id.low & 0xffff <= UInt64(Limits.endedLeases))
        #expect(try host.pool.lease(lease.id, uid: Host.user, now: host.now).isLive)
    }

    @Test func `a live lease is never forgotten`() throws {
        var host = Host("a", capacity: 2)
        let kept = try host.lease()
        for _ in 0..<(Limits.endedLeases + 10) { try host.release(try host.lease()) }
        #expect(try host.pool.lease(kept.id, uid: Host.user, now: host.now).isLive)
    }

    @Test func `an answer is not given again for another lease in the same slot`() throws {
        var host = Host("a")
        _ = try host.use(Finding(.clientError, rule: "first"))
        for _ in 0...Limits.endedLeases { try host.release(try host.lease()) }
        let lease = try host.lease()
        #expect(lease.id.low & 0xffff <= 1)
        let again = try host.report(lease, Finding(.ok, rule: "again"), sequence: 0)
        #expect(again.rule == "again")
        #expect(again.skip == .duplicateSequence)
    }
}
