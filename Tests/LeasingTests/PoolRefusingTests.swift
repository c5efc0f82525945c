import Leasing
import Testing

struct PoolRefusingTests {
    private let patient = Wish(provider: "p", wait: .seconds(5))

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

    @Test func `G29 a new block refuses those whom it puts out of reach, and nobody else`() throws {
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

    @Test func `many who wait for the same are each told their own`() throws {
        var host = Host("a", "b", "c")
        for _ in 0..<3 { _ = try host.lease() }
        for _ in 0..<3 { _ = try host.wait(patient) }
        host.pass(.seconds(1))
        _ = try host.wait(Wish(provider: "p", excluded: ["b"], wait: .seconds(4)))
        _ = try host.wait(Wish(provider: "p", model: "m", wait: .seconds(4)))
        host.pass(.seconds(4))
        let told = host.pool.takeSettlements().map { settlement -> [Int] in
            guard case .failure(.noEligibleAccount(let counts, nil, let waited)) = settlement.result
            else { return [] }
            return [counts[.atCapacity], counts[.excluded], counts.total, Int(waited.nanoseconds)]
        }
        let (four, five) = (4_000_000_000, 5_000_000_000)
        let expected = [
            [3, 0, 3, five], [3, 0, 3, five], [3, 0, 3, five], [2, 1, 3, four], [3, 0, 3, four],
        ]
        #expect(told == expected)
    }
}
