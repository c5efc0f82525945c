import Leasing
import Seeding
import Testing

struct PoolAdvanceTests {
    private let patient = Wish(provider: "p", wait: .seconds(5))

    @Test func `a slot freed at the very deadline of a wait is granted, and nothing else`() throws {
        var host = Host("a")
        _ = try host.lease(Wish(provider: "p", term: .seconds(5)))
        let ticket = try host.wait(patient)
        host.pass(.seconds(5))
        let settlements = host.pool.takeSettlements()
        #expect(settlements.map(\.ticket) == [ticket])
        #expect(try settlements[0].result.get().waited == .seconds(5))
        #expect(host.pool.waiterCount == 0)
    }

    @Test func `a wait that ended before the slot was freed is refused, however late one looks`()
        throws
    {
        var host = Host("a")
        _ = try host.lease(Wish(provider: "p", term: .seconds(6)))
        _ = try host.wait(patient)
        host.pass(.hours(1))
        let settlements = host.pool.takeSettlements()
        #expect(settlements.count == 1)
        guard case .failure(.noEligibleAccount(_, _, let waited)) = settlements[0].result else {
            Issue.record("not refused")
            return
        }
        #expect(waited == .seconds(5))
    }

    @Test func `of accounts that open at one instant the better one is lent`() throws {
        var host = Host([
            Account(id: "a", provider: "p", maxInFlight: 1, priority: 200),
            Account(id: "b", provider: "p", maxInFlight: 1, priority: 100),
        ])
        for _ in 0..<2 {
            try host.use(.throttled(host.until(.seconds(3))))
        }
        _ = try host.wait(patient)
        host.pass(.seconds(3))
        #expect(host.grantedAccounts() == ["b"])
    }

    @Test func `of leases that end at one instant the better account is lent again`() throws {
        var host = Host([
            Account(id: "a", provider: "p", maxInFlight: 1, priority: 200),
            Account(id: "b", provider: "p", maxInFlight: 1, priority: 100),
        ])
        let term = Wish(provider: "p", account: "a", term: .seconds(2))
        _ = try host.lease(term)
        _ = try host.lease(Wish(provider: "p", account: "b", term: .seconds(2)))
        _ = try host.wait(patient)
        host.pass(.seconds(2))
        #expect(host.grantedAccounts() == ["b"])
    }

    @Test func `accounts that open at one instant rest in the order of their ids`() throws {
        var host = Host("b", "c")
        host.pool.adopt(
            ["a", "b", "c"].map { Account(id: $0, provider: "p", maxInFlight: 1) },
            now: host.moment)
        let block = host.until(.seconds(3))
        for _ in 0..<3 { try host.use(.throttled(block)) }
        host.pass(.seconds(3))
        #expect(try (0..<3).map { _ in try host.leasedAccount() } == ["a", "b", "c"])
    }

    @Test(arguments: 0..<20)
    func `it makes no difference how often it is called`(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        var host = Host("a", "b", "c", capacity: 2)
        for _ in 0..<6 {
            _ = try host.lease(
                Wish(provider: "p", term: .milliseconds(Int64(random.below(9000)))))
        }
        for _ in 0..<6 {
            _ = try host.wait(
                Wish(
                    provider: "p", wait: .milliseconds(Int64(random.below(9000) + 1)),
                    term: .seconds(2)))
        }
        var often = host
        host.pass(.seconds(20))
        for _ in 0..<2000 { often.pass(.milliseconds(10)) }
        #expect(Self.story(&host) == Self.story(&often))
    }

    private static func story(_ host: inout Host) -> [String] {
        host.pool.takeSettlements().map { settlement in
            switch settlement.result {
            case .success(let grant):
                "\(grant.lease.fence) \(host.pool.accountID(of: grant.lease)) \(grant.waited)"
            case .failure(let refusal): "\(refusal)"
            }
        }
    }

    @Test func `a jump by an hour leaves nothing due`() throws {
        var host = Host("a", "b", capacity: 2)
        _ = try host.lease()
        try host.use(.throttled())
        try host.use(.exhausted(host.until(.minutes(40))))
        host.pass(.hours(2))
        #expect(host.pool.nextDeadline.map { $0 > host.now } ?? true)
        #expect(host.pool.liveLeaseCount == 0)
        #expect(try host.account("a").state == .available)
    }

    @Test func `draining refuses who waits and who comes, and lets leases run on`() throws {
        var host = Host("a")
        let lease = try host.lease()
        _ = try host.wait(patient)
        _ = try host.wait(patient)
        host.pool.drain(now: host.now)
        let results = host.pool.takeSettlements().map(\.result)
        #expect(results.count == 2)
        for result in results {
            #expect(throws: Refusal.draining) { try result.get() }
        }
        #expect(host.refusal(of: patient) == .draining)
        #expect(try host.report(lease, .ok).leaseState == .ended(.released, at: host.now))
    }

    @Test func `an operator's drain can be taken back, and is told once`() throws {
        var host = Host("a")
        let lease = try host.lease()
        _ = try host.wait(Wish(provider: "p", wait: .minutes(1), timeout: .minutes(2)))
        for uid: UInt32 in [7, 8] { host.pool.drain(by: uid, now: host.now) }
        #expect(host.pool.takeSettlements().count == 1)
        #expect(!host.pool.isLending)
        #expect(host.refusal(of: Wish(provider: "p")) == .draining)
        try host.release(lease)
        for uid: UInt32 in [9, 10] { host.pool.resumeLending(by: uid, now: host.now) }
        #expect(host.pool.isLending)
        _ = try host.lease()
        let facts = host.pool.takeFacts()
        let draining = Provenance(rule: "operator.drain", uid: 7, at: host.now)
        let resumed = Provenance(rule: "operator.resume", uid: 9, at: host.now)
        guard facts.count == 2, case .draining(draining) = facts[0],
            case .resumed(resumed) = facts[1]
        else {
            Issue.record("\(facts)")
            return
        }
    }
}
