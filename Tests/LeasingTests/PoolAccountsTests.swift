import Leasing
import Testing

struct PoolAccountsTests {
    private func account(_ id: String, capacity: Int = 1, priority: Int = 100) -> Account {
        Account(id: id, provider: "p", maxInFlight: capacity, priority: priority)
    }

    @Test func `leases and records stay when the inventory is read again`() throws {
        var host = Host("a", "b")
        let lease = try host.lease()
        try host.use(.throttled(host.until(.seconds(30))))
        let known = try host.account("b").records
        host.pool.adopt([account("b"), account("a")], now: host.moment)
        #expect(try host.pool.lease(lease.id, uid: Host.user, now: host.now).isLive)
        #expect(try host.account("a").inUse == 1)
        #expect(try host.account("b").records.cooldowns == known.cooldowns)
        #expect(try host.blocked().retryAfter == .seconds(30))
    }

    @Test func `the order of rest stays when the inventory is read again`() throws {
        var host = Host("a", "b", "c")
        for _ in 0..<2 { try host.release(try host.lease()) }
        host.pool.adopt(["a", "b", "c"].map { account($0) }, now: host.moment)
        #expect(try (0..<3).map { _ in try host.leasedAccount() } == ["c", "a", "b"])
    }

    @Test func `new accounts are used in the order of their ids`() throws {
        var host = Host("m")
        host.pool.adopt(["z", "m", "b", "a"].map { account($0) }, now: host.moment)
        #expect(try (0..<4).map { _ in try host.leasedAccount() } == ["m", "a", "b", "z"])
    }

    @Test func `an account that is named no more lends nothing more and ends with its leases`()
        throws
    {
        var host = Host("a", "b")
        let lease = try host.lease()
        host.pool.adopt([account("b")], now: host.moment)
        #expect(host.pool.accountCount == 2)
        #expect(try host.leasedAccount() == "b")
        #expect(try host.blocked().counts.total == 1)
        let judgement = try host.report(lease, .throttled())
        #expect(judgement.skip == nil)
        #expect(judgement.accountState == .disabled)
        #expect(host.pool.accountCount == 1)
        #expect(host.pool.index(of: "a") == nil)
        #expect(host.pool.accountID(of: lease) == "")
    }

    @Test func `an account that is named again while it was leased is the same account`() throws {
        var host = Host("a")
        let lease = try host.lease()
        let index = host.pool.index(of: "a")
        host.pool.adopt([], now: host.moment)
        #expect(host.refusal(of: Wish(provider: "p")) == .unknownProvider)
        host.pool.adopt([account("a")], now: host.moment)
        #expect(host.pool.index(of: "a") == index)
        #expect(try host.account("a").inUse == 1)
        try host.release(lease)
        _ = try host.lease()
    }

    @Test func `a number that is used again is not the account that had it`() throws {
        var host = Host("a")
        let lease = try host.lease()
        try host.release(lease)
        host.pool.adopt([], now: host.moment)
        host.pool.adopt([account("b")], now: host.moment)
        #expect(host.pool.index(of: "b")?.number == lease.account.number)
        #expect(host.pool.index(of: "b") != lease.account)
        let judgement = try host.report(lease, .exhausted(.indefinite))
        #expect(judgement.skip == .leaseGone)
        #expect(judgement.accountState == .disabled)
        #expect(judgement.blocked == .untilSomeoneActs)
        #expect(host.pool.accountID(of: lease) == "")
        #expect(try host.state("b") == .available)
    }

    @Test func `shadows of an account that is gone do not fall on the next`() throws {
        var host = Host("a", "b")
        try host.use(.throttled())
        host.pool.adopt([account("b")], now: host.moment)
        host.pool.adopt([account("b"), account("c")], now: host.moment)
        host.pass(.seconds(10))
        #expect(try host.leasedAccount() == "b")
        #expect(try host.leasedAccount() == "c")
    }

    @Test func `more room is used at once, less room ends nothing`() throws {
        var host = Host("a")
        _ = try host.lease()
        _ = try host.wait(Wish(provider: "p", wait: .seconds(5)))
        host.pool.adopt([account("a", capacity: 3)], now: host.moment)
        #expect(host.pool.takeSettlements().count == 1)
        _ = try host.lease()
        host.pool.adopt([account("a", capacity: 1)], now: host.moment)
        #expect(try host.account("a").inUse == 3)
        #expect(try host.blocked().counts[.atCapacity] == 1)
    }

    @Test func `another priority counts from the next request on`() throws {
        var host = Host("a", "b")
        host.pool.adopt([account("a", priority: 200), account("b")], now: host.moment)
        #expect(try host.leasedAccount() == "b")
    }

    @Test func `a draining account finishes what it has and is nobody's own any more`() throws {
        let session = SessionName(uid: Host.user, client: "c", key: "s")
        let wish = Wish(provider: "p", session: session, wait: .seconds(5))
        var host = Host([account("a"), account("b")])
        let lease = try host.lease(wish)
        let other = try host.lease(Wish(provider: "p", account: "b"))
        let waiting = try host.wait(wish)
        var draining = account("a")
        draining.isDraining = true
        host.pool.adopt([draining, account("b")], now: host.moment)
        #expect(try host.state("a") == .draining)
        try host.release(lease)
        #expect(host.pool.takeSettlements().isEmpty)
        try host.release(other)
        #expect(host.pool.takeSettlements().map(\.ticket) == [waiting])
        #expect(try host.account("a").inUse == 0)
    }

    @Test func `disabling and draining lend nothing more`() throws {
        var host = Host("a", "b", "c")
        var (off, full) = (account("a"), account("b"))
        off.isEnabled = false
        full.isDraining = true
        host.pool.adopt([off, full, account("c")], now: host.moment)
        #expect(try host.leasedAccount() == "c")
        let counts = try host.blocked().counts
        #expect(counts[.disabled] == 1 && counts[.draining] == 1 && counts[.atCapacity] == 1)
    }

    @Test func `an inventory without hope refuses those who wait`() throws {
        var host = Host("a")
        _ = try host.lease()
        _ = try host.wait(Wish(provider: "p", wait: .seconds(5)))
        host.pool.adopt([], now: host.moment)
        #expect(host.pool.takeSettlements().count == 1)
    }

    @Test func `of two accounts with one id the first counts`() throws {
        var host = Host([account("a", capacity: 1), account("a", capacity: 9)])
        #expect(host.pool.accountCount == 1)
        _ = try host.lease()
        #expect(try host.blocked().counts.total == 1)
    }

    @Test func `a new credential is tried though the former was dead`() throws {
        var host = Host("a")
        try host.use(.unauthorized(isStructured: true))
        #expect(try host.state("a") == .authFailed)
        var renewed = account("a")
        renewed.generation = 2
        host.pool.adopt([renewed], now: host.moment)
        #expect(try host.state("a") == .available)
    }

    @Test func `an account of another provider is held to nothing of the former`() throws {
        var host = Host("a")
        try host.use(.throttled())
        let late = host.now
        host.pool.adopt([Account(id: "a", provider: "q")], now: host.moment)
        #expect(host.refusal(of: Wish(provider: "p")) == .unknownProvider)
        #expect(try host.leasedAccount(Wish(provider: "q")) == "a")
        #expect(late == host.now)
    }

    @Test func `an account that moved to another provider is not judged by the former`() throws {
        var host = Host("a")
        let lease = try host.lease()
        host.pool.adopt([Account(id: "a", provider: "q")], now: host.moment)
        #expect(try host.report(lease, .throttled()).skip == .clearedSince)
        #expect(try host.state("a") == .available)
    }

    @Test func `ten thousand accounts are taken in quickly enough to be read again at will`() {
        let accounts = (0..<10_000).map { account(String($0)) }
        var host = Host(accounts)
        host.pool.adopt([], now: host.moment)
        host.pool.adopt(accounts, now: host.moment)
        #expect(host.pool.accountCount == 10_000)
    }
}
