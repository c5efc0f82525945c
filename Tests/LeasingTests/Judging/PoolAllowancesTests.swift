import Leasing
import Testing

struct PoolAllowancesTests {
    private let own = Wish(provider: "p", account: "a")

    /// Two accounts, of which `a` is throttled for a while.
    private func throttled(
        for length: Interval, _ scope: Finding.Scope = .account, _ wish: Wish? = nil
    ) throws -> Host {
        var host = Host("a", "b", capacity: 4)
        try host.use(.throttled(host.until(length), scope), wish ?? own)
        return host
    }

    /// How many leases `a` lends at once.
    private func lend(_ host: inout Host, _ wish: Wish? = nil) throws -> Int {
        var count = 0
        while case .granted? = try? host.select(wish ?? own) { count += 1 }
        return count
    }

    @Test func `G4 an account that recovers lends one, and one more each quarter of a second`()
        throws
    {
        var host = try throttled(for: .seconds(6))
        host.pass(.seconds(6))
        #expect(try lend(&host) == 1)
        let (counts, retryAfter, _) = try host.blocked(own)
        #expect(counts[.atCapacity] == 1)
        #expect(retryAfter == .milliseconds(250))
        host.pass(.milliseconds(249))
        #expect(try lend(&host) == 0)
        host.pass(.milliseconds(1))
        #expect(try lend(&host) == 1)
        host.pass(.milliseconds(500))
        #expect(try lend(&host) == 2)
        #expect(try host.blocked(own).retryAfter == nil)
    }

    @Test func `G4 fifty who wait are let to it one by one, and nobody waits while one may go`()
        throws
    {
        var host = Host("a", "b", capacity: 64)
        try host.use(.throttled(host.until(.seconds(8))), own)
        for _ in 0..<50 { _ = try host.wait(Wish(provider: "p", account: "a", wait: .seconds(30))) }
        var granted: [Int] = []
        host.pass(.seconds(8))
        for _ in 0..<8 {
            granted.append(host.grantedAccounts().count)
            host.pass(.milliseconds(250))
        }
        #expect(granted == [1, 1, 1, 1, 1, 1, 1, 1])
    }

    @Test(arguments: [(5000, 4), (5001, 1)] as [(Int64, Int)])
    func `G4 only a block of more than five seconds leaves an allowance`(
        milliseconds: Int64, count: Int
    ) throws {
        var host = try throttled(for: .milliseconds(milliseconds))
        host.pass(.milliseconds(milliseconds))
        #expect(try lend(&host) == count)
    }

    @Test func `G4 there is none at the start, after another failure, or for the only account`()
        throws
    {
        var host = Host("a", "b", capacity: 4)
        #expect(try lend(&host) == 4)
        host = Host("a", "b", capacity: 4)
        try host.use(.transient(host.until(.seconds(30))), own)
        host.pass(.seconds(30))
        #expect(try lend(&host) == 4)
        host = Host("a", capacity: 4)
        try host.use(.throttled(host.until(.seconds(30))))
        host.pass(.seconds(30))
        #expect(try lend(&host) == 4)
    }

    @Test func `G4 a quota that resets leaves one too, and an operator's clearing none`() throws {
        var host = Host("a", "b", capacity: 4)
        try host.use(.exhausted(host.until(.hours(2))), own)
        host.pass(.hours(2))
        #expect(try lend(&host) == 1)
        host = try throttled(for: .seconds(60))
        host.pass(.seconds(10))
        _ = try host.pool.clearBlocks(of: "a", now: host.now)
        #expect(try lend(&host) == 4)
    }

    @Test func `G12 a model's recovery holds back that model and no other`() throws {
        let wish = Wish(provider: "p", model: "m", account: "a")
        var host = try throttled(for: .seconds(9), .models(ModelPattern("m")), wish)
        let other = try host.lease(Wish(provider: "p", model: "n", account: "a"))
        host.pass(.seconds(9))
        #expect(try lend(&host, wish) == 1)
        #expect(try host.lease(Wish(provider: "p", model: "n", account: "a")).model == "n")
        try host.release(other)
        #expect(try lend(&host, wish) == 0)
        host.pass(.milliseconds(250))
        #expect(try lend(&host, wish) == 1)
    }

    @Test func `leases that outlived the block count`() throws {
        var host = Host("a", "b", capacity: 4)
        let old = try host.lease(own)
        try host.use(.throttled(host.until(.seconds(9))), own)
        host.pass(.seconds(9))
        #expect(try lend(&host) == 0)
        try host.release(old)
        #expect(try lend(&host) == 1)
    }

    @Test func `a session holds out for its account that recovers`() throws {
        let session = SessionName(uid: Host.user, client: "c", key: "s")
        let wish = Wish(provider: "p", session: session, wait: .seconds(9))
        var host = try throttled(for: .seconds(8))
        host.pass(.seconds(8))
        _ = try host.lease(Wish(provider: "p", session: session, account: "a"))
        _ = try host.wait(wish)
        host.pass(.milliseconds(250))
        #expect(host.grantedAccounts() == ["a"])
    }
}
