import Leasing
import Testing

struct RevocationTests {
    private func account(_ id: String, isEnabled: Bool = true) -> Account {
        Account(id: id, provider: "p", maxInFlight: 2, isEnabled: isEnabled)
    }

    @Test func `the holder of a lease that an operator takes back is to be told once`() throws {
        var host = Host("a")
        let lease = try host.lease()
        let isRevoked = host.pool.revoke(lease.id, because: .byOperator, now: host.now)
        #expect(isRevoked)
        let revocations = host.pool.takeRevocations()
        #expect(revocations.map(\.lease) == [lease.id])
        #expect(revocations.map(\.reason) == [.byOperator])
        #expect(revocations.map(\.holder) == [host.holder])
        #expect(host.pool.takeRevocations().isEmpty)
    }

    @Test func `an account that is disabled takes its leases with it, and no other's`() throws {
        var host = Host("a", "b", capacity: 2)
        let leases = try (0..<4).map { _ in try host.lease() }
        host.pool.adopt([account("a", isEnabled: false), account("b")], now: host.moment)
        let gone = leases.filter { host.pool.accountID(of: $0) == "a" }
        #expect(gone.count == 2)
        let revocations = host.pool.takeRevocations()
        #expect(Set(revocations.map(\.lease)) == Set(gone.map(\.id)))
        #expect(revocations.allSatisfy { $0.reason == .accountDisabled })
        for lease in leases {
            let known = try host.pool.lease(lease.id, uid: Host.user, now: host.now)
            #expect(known.isLive == !gone.contains { $0.id == lease.id })
        }
        #expect(try host.account("a").inUse == 0)
        #expect(try host.account("b").inUse == 2)
        host.pool.adopt([account("a", isEnabled: false), account("b")], now: host.moment)
        #expect(host.pool.takeRevocations().isEmpty)
    }

    @Test func `who lived for as long as a lease may is told, who asked for less is not`() throws {
        var host = Host("a", capacity: 2)
        let long = try host.lease()
        _ = try host.lease(Wish(provider: "p", term: .minutes(59)))
        host.pass(.minutes(59))
        #expect(host.pool.takeRevocations().isEmpty)
        host.pass(.minutes(1))
        let revocations = host.pool.takeRevocations()
        #expect(revocations.map(\.lease) == [long.id])
        #expect(revocations.map(\.reason) == [.longestTerm])
    }

    @Test func `nobody is told whose last connection has closed`() throws {
        var host = Host("a")
        let lease = try host.lease()
        _ = host.pool.disconnect(host.holder, now: host.now)
        let isRevoked = host.pool.revoke(lease.id, because: .byOperator, now: host.now)
        #expect(isRevoked)
        #expect(host.pool.takeRevocations().isEmpty)
    }
}
