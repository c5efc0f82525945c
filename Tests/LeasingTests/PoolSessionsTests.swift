import Leasing
import Testing

struct PoolSessionsTests {
    private func wish(
        _ key: String = "s", client: String = "c", uid: UInt32 = Host.user, model: String? = nil,
        excluded: [String] = [], wait: Interval = .zero
    ) -> Wish {
        Wish(
            provider: "p", model: model,
            session: SessionName(uid: uid, client: client, key: key), excluded: excluded,
            wait: wait, timeout: .seconds(60))
    }

    @Test func `a session keeps its account while others are leased in between`() throws {
        var host = Host("a", "b", "c", capacity: 100)
        let first = try host.leasedAccount(wish())
        for number in 0..<30 {
            _ = try host.lease(wish("other-\(number)"))
            #expect(try host.leasedAccount(wish()) == first)
        }
    }

    @Test func `a session's account is preferred to a better tier that has recovered`() throws {
        var host = Host([
            Account(id: "a", provider: "p", priority: 1),
            Account(id: "b", provider: "p", priority: 2),
        ])
        try host.use(.throttled(host.until(.seconds(60))))
        #expect(try host.leasedAccount(wish()) == "b")
        host.pass(.seconds(61))
        #expect(try host.leasedAccount(wish()) == "b")
        #expect(try host.leasedAccount() == "a")
    }

    @Test func `G25 a session never pins to a dead account`() throws {
        var host = Host("a", "b", capacity: 4)
        let lease = try host.lease(wish())
        let first = host.pool.accountID(of: lease)
        _ = try host.report(lease, .throttled(host.until(.seconds(60))))
        let moved = try host.leasedAccount(wish())
        #expect(moved != first)
        host.pass(.seconds(61))
        // What was its own has recovered, and is not its own any more.
        for _ in 0..<3 { #expect(try host.leasedAccount(wish()) == moved) }
    }

    @Test func `G26 a spill does not rebind`() throws {
        var host = Host("a", "b", capacity: 1)
        let held = try host.lease(wish())
        let own = host.pool.accountID(of: held)
        let spilt = try host.lease(wish())
        #expect(host.pool.accountID(of: spilt) != own)
        try host.release(spilt)
        let excluding = try host.lease(wish(excluded: [own]))
        try host.release(excluding)
        try host.release(held)
        host.pass(.seconds(5))
        #expect(try host.leasedAccount(wish()) == own)
    }

    @Test func `G26 a session ends an hour after its last use, not after its first`() throws {
        var host = Host("a", "b", capacity: 4)
        let own = try host.leasedAccount(wish())
        for _ in 0..<5 {
            host.pass(.minutes(50))
            let lease = try host.lease(wish())
            #expect(host.pool.accountID(of: lease) == own)
            try host.release(lease)
        }
        host.pass(.minutes(61))
        // Idle for too long, it is a request like any other: the one that rested longest.
        let other = try host.leasedAccount(wish())
        #expect(other != own)
    }

    @Test func `G27 sessions of different clients do not meet`() throws {
        var host = Host("a", "b", "c", capacity: 4)
        let own = try host.leasedAccount(wish())
        let others = [
            try host.leasedAccount(wish(client: "d")),
            try host.leasedAccount(wish(uid: Host.user + 1)),
        ]
        #expect(Set(others + [own]).count == 3)
        #expect(try host.leasedAccount(wish()) == own)
    }

    @Test func `a request waits for its session's account that is merely busy, for two seconds`()
        throws
    {
        var host = Host("a", "b", capacity: 1)
        let held = try host.lease(wish())
        let own = host.pool.accountID(of: held)
        _ = try host.wait(wish(wait: .seconds(30)))
        host.pass(.milliseconds(1999))
        #expect(host.grantedAccounts().isEmpty)
        host.pass(.milliseconds(1))
        let spilt = host.grantedAccounts()
        #expect(spilt.count == 1 && spilt != [own])
        _ = try host.wait(wish(wait: .seconds(30)))
        host.pass(.milliseconds(500))
        try host.release(held)
        #expect(host.grantedAccounts() == [own])
    }

    @Test func `a wait that is shorter spills at its end`() throws {
        var host = Host("a", "b", capacity: 1)
        _ = try host.lease(wish())
        _ = try host.wait(wish(wait: .milliseconds(300)))
        host.pass(.milliseconds(300))
        #expect(host.grantedAccounts().count == 1)
    }

    @Test func `who holds out for an account that is blocked meanwhile gets another at once`()
        throws
    {
        var host = Host("a", "b", capacity: 1)
        let held = try host.lease(wish())
        let own = host.pool.accountID(of: held)
        _ = try host.wait(wish(wait: .seconds(30)))
        _ = try host.report(held, .throttled(host.until(.seconds(600))), releases: false)
        let granted = host.grantedAccounts()
        #expect(granted.count == 1 && granted != [own])
    }
}
