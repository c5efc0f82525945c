import Leasing
import Testing

struct PoolListingTests {
    @Test func `the leases that live come in the order in which they were granted`() throws {
        var host = Host("a", "b", capacity: 9)
        var leases = try (0..<9).map { _ in try host.lease() }
        try host.release(leases.remove(at: 4))
        // A slot that is used again does not change the order.
        leases.append(try host.lease())
        let listed = try host.pool.liveLeases(of: nil, after: 0, limit: 100)
        #expect(listed.map(\.id) == leases.map(\.id))
        let page = try host.pool.liveLeases(of: nil, after: leases[2].fence, limit: 3)
        #expect(page.map(\.id) == leases[3..<6].map(\.id))
    }

    @Test func `an account's are listed, an orphan among them`() throws {
        var host = Host("a", "b", capacity: 2)
        let leases = try (0..<4).map { _ in try host.lease() }
        _ = host.pool.disconnect(host.holder, now: host.now)
        let listed = try host.pool.liveLeases(of: "a", after: 0, limit: 100)
        let own = leases.filter { host.pool.accountID(of: $0) == "a" }
        #expect(listed.map(\.id) == own.map(\.id))
        #expect(listed.allSatisfy { $0.state == .orphaned(until: host.now + .seconds(5)) })
    }

    @Test func `a lease tells which client it was granted to, whether it waited or not`() throws {
        var host = Host("a")
        let first = try host.lease(Wish(provider: "p", client: "one"))
        let wait = Wish(provider: "p", client: "two", wait: .minutes(1), timeout: .minutes(2))
        _ = try host.wait(wait)
        #expect(try host.pool.liveLeases(of: "a", after: 0, limit: 1).map(\.client) == ["one"])
        try host.release(first)
        #expect(try host.pool.liveLeases(of: "a", after: 0, limit: 1).map(\.client) == ["two"])
    }

    @Test func `an account that is not there has no list`() {
        let host = Host("a")
        #expect(throws: Refusal.unknownAccount) {
            _ = try host.pool.liveLeases(of: "z", after: 0, limit: 1)
        }
    }
}
