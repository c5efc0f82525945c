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

    @Test func `what cannot be met is refused at once with the time of the first change`() throws {
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

    @Test func `patience that ends is told the counts, a caller's own time is told as such`() throws
    {
        var host = Host("a", "b")
        for _ in 0..<2 { _ = try host.lease() }
        _ = try host.wait(Wish(provider: "p", wait: .milliseconds(300)))
        _ = try host.wait(
            Wish(provider: "p", wait: .milliseconds(300), timeout: .milliseconds(200)))
        host.pass(.milliseconds(200))
        let first = host.pool.takeSettlements()
        #expect(first.count == 1)
        #expect(throws: Refusal.deadline) { try first[0].result.get() }
        host.pass(.milliseconds(100))
        var counts = BlockedCounts()
        for _ in 0..<2 { counts.add(.atCapacity) }
        let second = host.pool.takeSettlements()
        #expect(second.count == 1)
        #expect(
            throws: Refusal.noEligibleAccount(
                counts, retryAfter: nil, waited: .milliseconds(300))
        ) { try second[0].result.get() }
    }

    @Test func `a head that nothing can serve does not hold up the others`() throws {
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

    @Test func `one release serves one`() throws {
        var host = Host("a")
        let lease = try host.lease()
        for _ in 0..<3 { _ = try host.wait(patient) }
        try host.release(lease)
        #expect(host.pool.takeSettlements().count == 1)
        #expect(host.pool.waiterCount == 2)
    }

    @Test func `a new block refuses those whom it puts out of reach, and nobody else`() throws {
        var host = Host([
            Account(id: "a", provider: "p", models: [ModelPattern("x"), ModelPattern("y")]),
            Account(id: "b", provider: "p", models: [ModelPattern("y")], maxInFlight: 1),
        ])
        let leases = try (0..<4).map { _ in try host.lease(Wish(provider: "p", account: "a")) }
        _ = try host.lease(Wish(provider: "p", account: "b"))
        let hopeless = try host.wait(Wish(provider: "p", model: "x", wait: .seconds(5)))
        let patient = try host.wait(
            Wish(provider: "p", model: "x", wait: .seconds(90), timeout: .minutes(2)))
        _ = try host.wait(Wish(provider: "p", model: "y", wait: .seconds(5)))
        let picky = try host.wait(
            Wish(provider: "p", model: "y", excluded: ["b"], wait: .seconds(5)))
        let block = host.until(.seconds(60))
        _ = try host.report(leases[0], .throttled(block), releases: false)
        let settlements = host.pool.takeSettlements()
        #expect(settlements.map(\.ticket) == [hopeless, picky])
        #expect(host.pool.waiterCount == 2)
        let isWaiting = host.pool.cancel(patient)
        #expect(isWaiting)
    }

    @Test func `a success that reports an exhausted window refuses those it puts out of reach`()
        throws
    {
        var host = Host("a")
        let lease = try host.lease()
        _ = try host.wait(patient)
        let window = WindowReading(
            "primary", isLimitReached: true, resetsAt: host.unix(host.now + .minutes(9)),
            source: .header)
        _ = try host.report(
            lease, Finding(.ok, rule: "ok", readings: [window]), releases: false)
        #expect(host.pool.takeSettlements().count == 1)
    }

    @Test func `a refresh that comes to nothing refuses those who waited for it`() throws {
        var host = Host([Account(id: "a", provider: "p", canRefresh: true)])
        host.pool.attachKeeper(true)
        try host.use(.unauthorized())
        _ = try host.wait(Wish(provider: "p", wait: .minutes(2), timeout: .minutes(3)))
        host.pass(.milliseconds(29_999))
        #expect(host.pool.waiterCount == 1)
        host.pass(.milliseconds(1))
        #expect(host.pool.takeSettlements().count == 1)
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
