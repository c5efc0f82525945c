import Leasing
import Testing

struct PoolReclaimTests {
    private let now = Instant(nanoseconds: 1)

    private func pool() -> Pool {
        var pool = Pool(firstFence: 1)
        pool.adopt(
            [Account(id: "a", provider: "p")],
            now: Moment(instant: now, unix: UnixTime(seconds: 1_800_000_000)))
        return pool
    }

    private func lease(_ pool: inout Pool, by holder: HolderID) throws -> Lease {
        let selection = try pool.select(
            Wish(provider: "p"), by: holder, uid: 1, chance: Lease.Chance(high: 1, low: 1),
            now: now)
        guard case .granted(let grant) = selection else { throw Refusal.noSuchGrant }
        return grant.lease
    }

    @Test func `an orphan that is asked for again lives on with who asks`() throws {
        var pool = pool()
        let first = pool.connect(uid: 1)
        let lease = try lease(&pool, by: first)
        let hasOrphans = pool.disconnect(first, now: now)
        #expect(hasOrphans)
        let second = pool.connect(uid: 1)
        _ = try pool.reclaim(lease.id, by: second, uid: 1, now: now + .seconds(4))
        pool.advance(to: now + .seconds(60))
        #expect(pool.liveLeaseCount == 1)
    }

    @Test func `an ended lease and another user's are not given`() throws {
        var pool = pool()
        let holder = pool.connect(uid: 1)
        let lease = try lease(&pool, by: holder)
        #expect(throws: Refusal.leaseUnknown) {
            try pool.reclaim(lease.id, by: holder, uid: 2, now: now)
        }
        _ = try pool.release(lease.id, uid: 1, now: now)
        #expect(throws: Refusal.leaseEnded(.released)) {
            try pool.reclaim(lease.id, by: holder, uid: 1, now: now)
        }
    }

    @Test func `how a lease ended is known for longer than reports on it count`() throws {
        var pool = pool()
        let holder = pool.connect(uid: 1)
        let lease = try lease(&pool, by: holder)
        pool.advance(to: now + .hours(1))
        #expect(throws: Refusal.leaseEnded(.expired)) {
            try pool.reclaim(lease.id, by: holder, uid: 1, now: now + .hours(2))
        }
    }

    @Test func `an orphan that is mentioned lives on with who mentions it`() throws {
        var pool = pool()
        let first = pool.connect(uid: 1)
        let lease = try lease(&pool, by: first)
        _ = pool.disconnect(first, now: now)
        let second = pool.connect(uid: 1)
        try pool.mention(lease.id, by: second, uid: 1, now: now + .seconds(4))
        pool.advance(to: now + .seconds(60))
        #expect(pool.liveLeaseCount == 1)
        _ = pool.disconnect(second, now: now + .seconds(60))
        pool.advance(to: now + .seconds(65))
        #expect(pool.liveLeaseCount == 0)
    }

    @Test func `a lease may be mentioned for a minute after its end, and never by others`() throws {
        var pool = pool()
        let holder = pool.connect(uid: 1)
        let lease = try lease(&pool, by: holder)
        #expect(throws: Refusal.leaseUnknown) {
            try pool.mention(lease.id, by: holder, uid: 2, now: now)
        }
        _ = try pool.release(lease.id, uid: 1, now: now)
        try pool.mention(lease.id, by: holder, uid: 1, now: now + .seconds(60))
        #expect(throws: Refusal.leaseUnknown) {
            try pool.mention(lease.id, by: holder, uid: 1, now: now + .seconds(61))
        }
    }
}

extension Refusal {
    /// What a test that expected a grant ends with.
    fileprivate static let noSuchGrant = Refusal.queueFull
}
