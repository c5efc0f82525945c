import Leasing
import Testing

struct PoolLeasesTests {
    @Test func `a lease that is given back frees its slot at once`() throws {
        var host = Host("a")
        let lease = try host.lease()
        let (didRelease, end) = try host.pool.release(lease.id, uid: Host.user, now: host.now)
        #expect(didRelease && end == .released)
        #expect(try host.account("a").inUse == 0)
        _ = try host.lease()
    }

    @Test func `G18 giving back twice frees one slot`() throws {
        var host = Host("a", capacity: 2)
        let lease = try host.lease()
        _ = try host.lease()
        try host.release(lease)
        let (didRelease, end) = try host.pool.release(lease.id, uid: Host.user, now: host.now)
        #expect(!didRelease && end == .released)
        #expect(try host.account("a").inUse == 1)
    }

    @Test func `a lease ends at its deadline and not before`() throws {
        var host = Host("a")
        let lease = try host.lease(Wish(provider: "p", term: .seconds(5)))
        host.pass(Interval(nanoseconds: 4_999_999_999))
        #expect(try host.account("a").inUse == 1)
        host.pass(Interval(nanoseconds: 1))
        #expect(try host.account("a").inUse == 0)
        let (didRelease, end) = try host.pool.release(lease.id, uid: Host.user, now: host.now)
        #expect(!didRelease && end == .expired)
    }

    @Test func `an ended lease is remembered for a minute`() throws {
        var host = Host("a")
        let lease = try host.lease()
        try host.release(lease)
        host.pass(.seconds(60))
        #expect(try !host.pool.lease(lease.id, uid: Host.user, now: host.now).isLive)
        host.pass(Interval(nanoseconds: 1))
        #expect(throws: Refusal.leaseUnknown) {
            try host.pool.lease(lease.id, uid: Host.user, now: host.now)
        }
        #expect(try host.pool.remembered(lease.id, uid: Host.user).fence == lease.fence)
    }

    @Test func `another user's lease is as unknown as none`() throws {
        var host = Host("a")
        let lease = try host.lease()
        let (now, holder) = (host.now, host.holder)
        #expect(throws: Refusal.leaseUnknown) { try host.pool.lease(lease.id, uid: 7, now: now) }
        #expect(throws: Refusal.leaseUnknown) { try host.pool.remembered(lease.id, uid: 7) }
        #expect(throws: Refusal.leaseUnknown) {
            _ = try host.pool.release(lease.id, uid: 7, now: now)
        }
        #expect(throws: Refusal.leaseUnknown) {
            _ = try host.pool.renew(lease.id, by: holder, uid: 7, term: nil, now: now)
        }
        #expect(try host.account("a").inUse == 1)
    }

    @Test func `renewing lengthens and shortens, at most to an hour from the grant`() throws {
        var host = Host("a")
        let lease = try host.lease(Wish(provider: "p", term: .seconds(10)))
        func renew(_ term: Interval?) throws(Refusal) -> Interval {
            try host.pool.renew(
                lease.id, by: host.holder, uid: Host.user, term: term, now: host.now
            ).deadline - host.now
        }
        #expect(try renew(.minutes(5)) == .minutes(5))
        #expect(try renew(.seconds(3)) == .seconds(3))
        #expect(try renew(nil) == .hours(1))
        host.pass(.minutes(50))
        #expect(try renew(.hours(1)) == .minutes(10))
        host.pass(.minutes(10))
        #expect(throws: Refusal.longestTermReached) { try renew(.seconds(5)) }
    }

    @Test func `what has ended is not renewed, and how it ended is said`() throws {
        var host = Host("a", capacity: 3)
        let released = try host.lease(), revoked = try host.lease()
        let expired = try host.lease(Wish(provider: "p", term: .seconds(1)))
        try host.release(released)
        let isRevoked = host.pool.revoke(revoked.id, because: .byOperator, now: host.now)
        let isRevokedAgain = host.pool.revoke(revoked.id, because: .byOperator, now: host.now)
        #expect(isRevoked && !isRevokedAgain)
        host.pass(.seconds(1))
        let ends: [(Lease, Lease.End)] = [
            (released, .released), (revoked, .revoked), (expired, .expired),
        ]
        for (lease, end) in ends {
            #expect(throws: Refusal.leaseEnded(end)) {
                _ = try host.pool.renew(
                    lease.id, by: host.holder, uid: Host.user, term: nil, now: host.now)
            }
        }
    }

    @Test func `ends that nobody asked for are facts`() throws {
        var host = Host("a", capacity: 3)
        try host.release(try host.lease())
        let revoked = try host.lease()
        _ = host.pool.revoke(revoked.id, because: .byOperator, now: host.now)
        _ = try host.lease(Wish(provider: "p", term: .seconds(1)))
        host.pass(.seconds(1))
        let ends = host.pool.takeFacts().compactMap { fact -> Lease.End? in
            if case .leaseEnded(_, let end, "a", _) = fact { end } else { nil }
        }
        #expect(ends == [.revoked, .expired])
    }

    @Test func `G17 8192 leases that expire in one instant all end, each once`() throws {
        var host = Host("a", capacity: Limits.leases)
        for place in 0..<Limits.leases {
            _ = try host.lease(Wish(provider: "p", term: .seconds(1)), uid: UInt32(place % 4))
        }
        host.pass(.seconds(1))
        #expect(host.pool.liveLeaseCount == 0)
        #expect(host.pool.takeFacts().count == Limits.leases)
        #expect(try host.account("a").inUse == 0)
    }
}
