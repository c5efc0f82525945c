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

    @Test func `an operator takes all leases of an account back, and who waits gets it`() throws {
        var host = Host("a", "b", capacity: 2)
        let leases = try (0..<4).map { _ in try host.lease() }
        let wish = Wish(provider: "p", wait: .minutes(1), timeout: .minutes(2))
        for _ in 0..<3 { _ = try host.wait(wish) }
        _ = host.pool.takeFacts()
        #expect(try host.pool.revokeLeases(ofAccount: "a", uid: 7, now: host.now) == 2)
        #expect(host.grantedAccounts() == ["a", "a"])
        let gone = Set(leases.filter { host.pool.accountID(of: $0) == "a" }.map(\.id))
        let revocations = host.pool.takeRevocations()
        #expect(Set(revocations.map(\.lease)) == gone)
        #expect(revocations.allSatisfy { $0.reason == .byOperator })
        let cause = Provenance(rule: "operator.revoked", uid: 7, at: host.now)
        for fact in host.pool.takeFacts() {
            guard case .leaseEnded(_, .revoked, "a", cause) = fact else {
                Issue.record("\(fact)")
                continue
            }
        }
        let now = host.now
        #expect(throws: Refusal.unknownAccount) {
            _ = try host.pool.revokeLeases(ofAccount: "z", uid: 7, now: now)
        }
    }

    @Test func `a lease is remembered for a minute after its end, whosever it is`() throws {
        var host = Host("a")
        let lease = try host.lease()
        try host.release(lease)
        host.pass(.seconds(60))
        #expect(host.pool.isRemembered(lease.id, now: host.now))
        host.pass(.milliseconds(1))
        #expect(!host.pool.isRemembered(lease.id, now: host.now))
    }

    @Test func `the cause of each end is told`() throws {
        var host = Host("a", capacity: 9)
        let wish = Wish(provider: "p", term: .seconds(2))
        _ = try host.lease(wish)
        host.pass(.seconds(2))
        _ = try host.lease()
        host.pass(.hours(1))
        let other = host.pool.connect(uid: Host.user)
        _ = try host.lease(by: other)
        _ = host.pool.disconnect(other, now: host.now)
        host.pass(.seconds(5))
        let dead = host.pool.connect(uid: Host.user)
        _ = try host.lease(by: dead)
        _ = host.pool.disconnect(dead, now: host.now)
        host.pool.processEnded(of: dead, now: host.now)
        let rules = host.pool.takeFacts().map { fact in
            if case .leaseEnded(_, .expired, "a", let cause) = fact { cause.rule } else { "" }
        }
        #expect(
            rules == [
                "lease.term", "lease.longest_term", "lease.orphaned", "lease.process_ended",
            ])
    }
}
