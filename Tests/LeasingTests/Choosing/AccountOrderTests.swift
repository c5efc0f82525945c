import Leasing
import Seeding
import Testing

struct AccountOrderTests {
    private func accounts(_ count: Int, weights: [Int] = [1]) -> [Account] {
        (0..<count).map { number in
            Account(
                id: "a" + String(10_000 + number), provider: "p", maxInFlight: 4096,
                weight: weights[number % weights.count])
        }
    }

    @Test(arguments: Strategy.allCases, 0..<20)
    func `G28 every account of weight w is lent within W over w grants, rounded up`(
        strategy: Strategy, seed: Int
    ) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let count = random.below(40) + 1
        let weights =
            strategy == .weighted ? (0..<count).map { _ in random.below(20) + 1 } : [1]
        let accounts = accounts(count, weights: weights)
        var host = Host(accounts, strategy)
        let sum = accounts.map(\.weight).reduce(0, +)
        var picks: [String: [Int]] = [:]
        for pick in 1...2 * sum { picks[try host.leasedAccount(), default: []].append(pick) }
        for account in accounts {
            let own = picks[account.id] ?? []
            #expect((own.first ?? .max) <= (sum + account.weight - 1) / account.weight)
            #expect(own.count == 2 * account.weight, "seed \(seed)")
        }
    }

    @Test(arguments: Strategy.allCases, [3, 4, 10])
    func `G28 an account that fails at once does not attract the traffic`(
        strategy: Strategy, count: Int
    ) throws {
        var host = Host(accounts(count), strategy)
        var (running, grants): ([(end: Instant, lease: Lease)], [String: Int]) = ([], [:])
        for _ in 0..<3000 {
            host.pass(.milliseconds(10))
            while let (end, lease) = running.first, end <= host.now {
                running.removeFirst()
                let isBad = host.pool.accountID(of: lease) == "a10000"
                let failure = Finding(.overloaded, retry: .other, rule: "test.529")
                _ = try host.report(lease, isBad ? failure : .ok)
            }
            let lease = try host.lease()
            let id = host.pool.accountID(of: lease)
            grants[id, default: 0] += 1
            let end = host.now + .milliseconds(id == "a10000" ? 20 : 2000)
            let place = running.firstIndex { $0.end > end } ?? running.count
            running.insert((end, lease), at: place)
        }
        #expect(grants["a10000", default: 0] * count <= 2 * 3000, "\(grants)")
    }

    @Test(arguments: Strategy.allCases)
    func `G28 the same history chooses the same accounts`(strategy: Strategy) throws {
        func history() throws -> [String] {
            var random = SeededRandom(seed: 7)
            var host = Host(accounts(9, weights: [1, 3, 2]), strategy)
            var leases: [Lease] = []
            return try (0..<200).map { _ in
                if !leases.isEmpty, random.once(in: 2) {
                    let lease = leases.remove(at: random.below(leases.count))
                    _ = try host.report(lease, random.once(in: 3) ? .throttled() : .ok)
                }
                host.pass(.seconds(1))
                leases.append(try host.lease())
                return host.pool.accountID(of: leases[leases.count - 1])
            }
        }
        #expect(try history() == history())
    }

    @Test func `another strategy counts from the next request on`() throws {
        let accounts = accounts(3)
        var host = Host(accounts)
        let kept = try (0..<3).map { _ in try host.lease() }
        try host.release(kept[2])
        host.pool.adopt(accounts, strategies: ["p": .roundRobin], now: host.moment)
        #expect(try host.leasedAccount() == "a10000")
        host.pool.adopt(accounts, now: host.moment)
        #expect(try host.leasedAccount() == "a10002")
    }

    @Test(arguments: Strategy.allCases)
    func `ten thousand accounts are lent in turn by each strategy`(strategy: Strategy) throws {
        let accounts = (0..<10_000).map { number in
            Account(id: "a" + String(10_000 + number), provider: "p", maxInFlight: 1)
        }
        var host = Host(accounts, strategy)
        for number in 0..<2000 {
            let lease = try host.lease()
            #expect(host.pool.accountID(of: lease) == "a" + String(10_000 + number))
            try host.release(lease)
        }
    }
}
