import Leasing
import Testing

struct UsersTests {
    @Test func `a user has no more than its share of the leases, another is not affected`() throws {
        var host = Host("a", capacity: Limits.leases)
        for _ in 0..<Limits.leasesPerUser { _ = try host.lease() }
        #expect(host.refusal(of: Wish(provider: "p")) == .tooManyLeases)
        let lease = try host.lease(uid: 7)
        try host.release(lease)
        #expect(host.refusal(of: Wish(provider: "p")) == .tooManyLeases)
    }

    @Test func `there are no more leases than the table holds`() throws {
        var host = Host("a", capacity: 2 * Limits.leases)
        let users = Limits.leases / Limits.leasesPerUser
        for place in 0..<Limits.leases { _ = try host.lease(uid: UInt32(place % users)) }
        #expect(host.refusal(of: Wish(provider: "p"), uid: 99) == .tooManyLeases)
    }

    @Test func `a user has no more than its share of the waiters`() throws {
        var host = Host("a")
        _ = try host.lease()
        let wish = Wish(provider: "p", wait: .seconds(5))
        for _ in 0..<Limits.waitersPerUser { _ = try host.wait(wish) }
        #expect(host.refusal(of: wish) == .queueFull)
        let ticket = try host.wait(wish, uid: 7)
        #expect(host.refusal(of: wish) == .queueFull)
        let isCancelled = host.pool.cancel(ticket)
        #expect(isCancelled)
    }

    @Test func `no more wait than there is room for`() throws {
        var host = Host("a")
        _ = try host.lease()
        let wish = Wish(provider: "p", wait: .seconds(5))
        for place in 0..<Limits.waiters { _ = try host.wait(wish, uid: UInt32(place % 8)) }
        #expect(host.refusal(of: wish, uid: 99) == .queueFull)
        #expect(host.pool.waiterCount == Limits.waiters)
    }

    @Test func `what a user gives back it may have again, however many users there are`() throws {
        var host = Host("a", capacity: 5000)
        for uid: UInt32 in 0..<100 {
            let leases = try (0..<3).map { _ in try host.lease(uid: uid) }
            for lease in leases.dropLast() { try host.release(lease) }
        }
        #expect(host.pool.liveLeaseCount == 100)
        for _ in 0..<(Limits.leasesPerUser - 1) { _ = try host.lease(uid: 50) }
        #expect(host.refusal(of: Wish(provider: "p"), uid: 50) == .tooManyLeases)
    }
}
