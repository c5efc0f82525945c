import Leasing
import Testing

struct PoolWaitingTests {
    private let patient = Wish(provider: "p", wait: .seconds(5))

    @Test func `a full pool is worth waiting for`() throws {
        var host = Host("a")
        _ = try host.lease()
        _ = try host.wait(patient)
        #expect(try host.blocked().retryAfter == nil)
    }

    @Test func `G29 what cannot be met is refused at once with the time of the first change`()
        throws
    {
        var host = Host("a", "b")
        try host.use(.throttled(host.until(.seconds(60))))
        try host.use(.throttled(host.until(.seconds(70))))
        let (counts, retryAfter, waited) = try host.blocked(patient)
        #expect(counts[.cooldown] == 2 && counts.total == 2)
        #expect(retryAfter == .seconds(60))
        #expect(waited == .zero)
    }

    @Test func `a block that ends in time is waited for`() throws {
        var host = Host("a")
        try host.use(.throttled(host.until(.milliseconds(200))))
        _ = try host.wait(Wish(provider: "p", wait: .seconds(1)))
        host.pass(.milliseconds(199))
        #expect(host.pool.takeSettlements().isEmpty)
        host.pass(.milliseconds(1))
        #expect(host.grantedAccounts() == ["a"])
    }

    @Test func `a block that ends after the caller has stopped listening is not waited for`() throws
    {
        var host = Host("a")
        try host.use(.throttled(host.until(.seconds(3))))
        let wish = Wish(provider: "p", wait: .seconds(5), timeout: .seconds(2))
        #expect(try host.blocked(wish).retryAfter == .seconds(3))
    }

    @Test func `a refresh that is under way is waited for, whatever stands beside it`() throws {
        var host = Host([
            Account(id: "a", provider: "p", canRefresh: true),
            Account(id: "b", provider: "p", maxInFlight: 1),
            Account(id: "c", provider: "p", canRefresh: true),
        ])
        host.pool.attachKeeper(true)
        try host.use(.unauthorized(), Wish(provider: "p", account: "a"))
        try host.use(.unauthorized(), Wish(provider: "p", account: "c"))
        _ = try host.lease()
        var wish = patient
        wish.excluded = ["c"]
        _ = try host.wait(wish)
        wish.excluded = ["a", "b", "c"]
        #expect(try host.blocked(wish).retryAfter == nil)
    }

    @Test func `G29 a head that nothing can serve does not hold up the others`() throws {
        var host = Host([
            Account(id: "a", provider: "p", models: [ModelPattern("x")], maxInFlight: 1),
            Account(id: "b", provider: "p", models: [ModelPattern("y")], maxInFlight: 1),
        ])
        let forX = try host.lease(Wish(provider: "p", model: "x"))
        let forY = try host.lease(Wish(provider: "p", model: "y"))
        let head = try host.wait(Wish(provider: "p", model: "x", wait: .seconds(5)))
        let next = try host.wait(Wish(provider: "p", model: "y", wait: .seconds(5)))
        try host.release(forY)
        #expect(host.pool.takeSettlements().map(\.ticket) == [next])
        try host.release(forX)
        #expect(host.pool.takeSettlements().map(\.ticket) == [head])
    }

    @Test func `a choosy head does not stand for those who want the same model`() throws {
        var host = Host("a", "b")
        try host.use(.throttled(host.until(.seconds(3))), Wish(provider: "p", account: "a"))
        _ = try host.lease()
        _ = try host.wait(Wish(provider: "p", excluded: ["a"], wait: .seconds(5)))
        let next = try host.wait(patient)
        host.pass(.seconds(3))
        #expect(host.pool.takeSettlements().map(\.ticket) == [next])
    }

    @Test(arguments: Strategy.allCases)
    func `G5 nobody waits while an account is available`(strategy: Strategy) throws {
        let accounts = (0..<20).map { Account(id: "a\($0)", provider: "p", maxInFlight: 2) }
        var host = Host(accounts, strategy)
        let leases = try (0..<40).map { _ in try host.lease(patient) }
        let tickets = try (0..<3).map { _ in try host.wait(patient) }
        for place in 0..<3 {
            try host.release(leases[place * 7])
            #expect(host.pool.takeSettlements().map(\.ticket) == [tickets[place]])
        }
    }

    @Test func `one release serves one`() throws {
        var host = Host("a")
        let lease = try host.lease()
        for _ in 0..<3 { _ = try host.wait(patient) }
        try host.release(lease)
        #expect(host.pool.takeSettlements().count == 1)
        #expect(host.pool.waiterCount == 2)
    }

    @Test func `a slot that a limit kept from one who waits is his when the limit allows`() throws {
        var host = Host([
            Account(id: "a", provider: "p", maxInFlight: 1),
            Account(id: "z", provider: "q", maxInFlight: Limits.leases),
        ])
        let only = try host.lease(uid: 7)
        let ticket = try host.wait(patient)
        let leases = try (0..<Limits.leasesPerUser).map { _ in
            try host.lease(Wish(provider: "q"))
        }
        try host.release(only)
        #expect(host.pool.takeSettlements().isEmpty)
        try host.release(leases[0])
        #expect(host.pool.takeSettlements().map(\.ticket) == [ticket])
    }

    @Test func `each who waits leaves once`() throws {
        var host = Host("a")
        let lease = try host.lease()
        let ticket = try host.wait(patient)
        try host.release(lease)
        #expect(host.pool.takeSettlements().count == 1)
        let isCancelled = host.pool.cancel(ticket)
        #expect(!isCancelled)
        host.pass(.seconds(10))
        #expect(host.pool.takeSettlements().isEmpty)
    }
}
