import Leasing
import Testing

struct PoolSettingTests {
    private func account(
        _ id: String, capacity: Int = 2, priority: Int = 100, isEnabled: Bool = true
    ) -> Account {
        Account(
            id: id, provider: "p", maxInFlight: capacity, priority: priority, isEnabled: isEnabled)
    }

    @Test func `an account that an operator disables loses its leases, and their holder is told`()
        throws
    {
        var host = Host("a", "b", capacity: 2)
        let leases = try (0..<4).map { _ in try host.lease() }
        let setting = try host.pool.set(
            AccountChange(isEnabled: false), of: "a", uid: 7, now: host.now)
        #expect(setting.revoked == 2)
        #expect(setting.change == AccountChange(isEnabled: false))
        #expect(try host.state("a") == .disabled)
        let revocations = host.pool.takeRevocations()
        #expect(revocations.map(\.reason) == [.accountDisabled, .accountDisabled])
        let gone = Set(leases.filter { host.pool.accountID(of: $0) == "a" }.map(\.id))
        #expect(Set(revocations.map(\.lease)) == gone)
    }

    @Test func `each act is told with its cause, and what it ended after it`() throws {
        var host = Host("a")
        _ = try host.lease()
        let change = AccountChange(isEnabled: false, maxInFlight: 1, weight: 5)
        _ = try host.pool.set(change, of: "a", uid: 7, now: host.now)
        let facts = host.pool.takeFacts()
        #expect(facts.count == 2)
        let cause = Provenance(rule: "operator.set", uid: 7, at: host.now)
        guard case .accountSet("a", let told, cause)? = facts.first,
            case .leaseEnded(_, .revoked, "a", cause)? = facts.last
        else {
            Issue.record("\(facts)")
            return
        }
        // That one lease may be carried is nothing new.
        #expect(told == AccountChange(isEnabled: false, weight: 5))
    }

    @Test func `what changes nothing is no act`() throws {
        var host = Host("a")
        let setting = try host.pool.set(
            AccountChange(isEnabled: true, priority: 100), of: "a", uid: 7, now: host.now)
        #expect(setting.change.isEmpty && setting.revoked == 0)
        #expect(host.pool.takeFacts().isEmpty)
    }

    @Test func `who waits gets an account that is enabled, or more places of one that has them`()
        throws
    {
        var host = Host([account("a", capacity: 1), account("b", isEnabled: false)])
        _ = try host.lease()
        let wish = Wish(provider: "p", wait: .minutes(1), timeout: .minutes(2))
        for _ in 0..<2 { _ = try host.wait(wish) }
        _ = try host.pool.set(AccountChange(isEnabled: true), of: "b", uid: 7, now: host.now)
        #expect(host.grantedAccounts() == ["b", "b"])
        _ = try host.wait(wish)
        _ = try host.pool.set(AccountChange(maxInFlight: 2), of: "a", uid: 7, now: host.now)
        #expect(host.grantedAccounts() == ["a"])
    }

    @Test func `who waits for what is taken away is refused at once`() throws {
        for change in [AccountChange(isEnabled: false), AccountChange(isDraining: true)] {
            var host = Host("a")
            let lease = try host.lease()
            _ = try host.wait(Wish(provider: "p", wait: .minutes(1), timeout: .minutes(2)))
            _ = try host.pool.set(change, of: "a", uid: 7, now: host.now)
            let settlements = host.pool.takeSettlements()
            #expect(settlements.count == 1)
            #expect(throws: Refusal.self) { try settlements.first?.result.get() }
            let known = try host.pool.lease(lease.id, uid: Host.user, now: host.now)
            #expect(known.isLive == (change.isEnabled == nil))
        }
    }

    @Test(arguments: [Strategy.leastBusy, .roundRobin, .leastRecent, .weighted])
    func `a better priority goes first from then on`(strategy: Strategy) throws {
        var host = Host(["a", "b", "c"].map { account($0) }, strategy)
        _ = try host.pool.set(AccountChange(priority: 1), of: "c", uid: 7, now: host.now)
        #expect(try (0..<2).map { _ in try host.leasedAccount() } == ["c", "c"])
        _ = try host.pool.set(AccountChange(priority: 200), of: "a", uid: 7, now: host.now)
        #expect(try (0..<2).map { _ in try host.leasedAccount() } == ["b", "b"])
        #expect(try host.leasedAccount() == "a")
    }

    @Test func `a new weight is a new share`() throws {
        var host = Host(["a", "b"].map { account($0, capacity: 100) }, .weighted)
        _ = try host.pool.set(AccountChange(weight: 3), of: "b", uid: 7, now: host.now)
        let accounts = try (0..<8).map { _ in try host.leasedAccount() }
        #expect(accounts.count { $0 == "b" } == 6)
    }

    @Test func `what an operator has set stands as long as the inventory says the same`() throws {
        var host = Host([account("a"), account("b")])
        let change = AccountChange(isEnabled: false, maxInFlight: 9, priority: 5)
        _ = try host.pool.set(change, of: "a", uid: 7, now: host.now)
        host.pool.adopt([account("a"), account("b", priority: 7)], now: host.moment)
        #expect(try host.account("a").account.isEnabled == false)
        #expect(try host.account("a").account.maxInFlight == 9)
        #expect(
            try host.account("a").replaced
                == AccountChange(isEnabled: true, maxInFlight: 2, priority: 100))
        host.pool.adopt([account("a", capacity: 3)], now: host.moment)
        #expect(try host.account("a").account.maxInFlight == 3)
        #expect(try host.account("a").account.priority == 5)
        #expect(try host.state("a") == .disabled)
        host.pool.adopt([account("a", capacity: 2)], now: host.moment)
        #expect(try host.account("a").account.maxInFlight == 2)
    }

    @Test func `it ends with the account`() throws {
        var host = Host("a")
        _ = try host.lease()
        _ = try host.pool.set(AccountChange(isDraining: true), of: "a", uid: 7, now: host.now)
        host.pool.adopt([], now: host.moment)
        host.pool.adopt([account("a")], now: host.moment)
        #expect(try host.state("a") == .available)
        #expect(try host.account("a").replaced.isEmpty)
    }

    @Test func `set back to what the inventory says, nothing is replaced`() throws {
        var host = Host([account("a")])
        _ = try host.pool.set(AccountChange(priority: 5), of: "a", uid: 7, now: host.now)
        _ = try host.pool.set(AccountChange(priority: 100), of: "a", uid: 7, now: host.now)
        #expect(try host.account("a").replaced.isEmpty)
    }

    @Test func `no success brings back what an operator has disabled or drained`() throws {
        for change in [AccountChange(isEnabled: false), AccountChange(isDraining: true)] {
            var host = Host("a", capacity: 3)
            let leases = try (0..<2).map { _ in try host.lease() }
            _ = try host.report(leases[0], .throttled())
            _ = try host.pool.set(change, of: "a", uid: 7, now: host.now)
            let state = try host.state("a")
            #expect(try host.report(leases[1], .ok).accountState == state)
            host.pass(.hours(2))
            #expect(try host.state("a") == state)
            _ = try host.pool.clearBlocks(of: "a", now: host.now)
            #expect(try host.state("a") == state)
        }
    }

    @Test func `an account that a rule has disabled is enabled again`() throws {
        var host = Host("a", capacity: 3)
        let blocked = Finding(.cloudflarePathBlock, retry: .other, rule: "test.path")
        for _ in 0..<3 { try host.use(blocked) }
        #expect(try host.state("a") == .disabled)
        let setting = try host.pool.set(
            AccountChange(isEnabled: true), of: "a", uid: 7, now: host.now)
        #expect(setting.change == AccountChange(isEnabled: true))
        #expect(try host.state("a") == .available)
    }

    @Test func `an account that the inventory does not name cannot be set`() throws {
        var host = Host("a")
        _ = try host.lease()
        host.pool.adopt([], now: host.moment)
        let now = host.now
        for id in ["a", "z"] {
            #expect(throws: Refusal.unknownAccount) {
                _ = try host.pool.set(AccountChange(weight: 2), of: id, uid: 7, now: now)
            }
        }
    }
}
