import Leasing
import Testing

struct WeightedOrderTests {
    private func account(
        _ id: String, _ weight: Int, models: [String] = [], priority: Int = 100
    ) -> Account {
        Account(
            id: id, provider: "p", models: models.map { ModelPattern($0) }, maxInFlight: 4096,
            priority: priority, weight: weight)
    }

    private func shares(_ lent: [String]) -> [String: Int] {
        Dictionary(grouping: lent) { $0 }.mapValues(\.count)
    }

    @Test func `each is lent in proportion to its weight`() throws {
        var host = Host([account("a", 5), account("b", 1), account("c", 1)], .weighted)
        let lent = try (0..<7).map { _ in try host.leasedAccount() }
        #expect(lent == ["a", "a", "b", "a", "c", "a", "a"])
    }

    @Test func `accounts of other models take nothing from the shares`() throws {
        var host = Host(
            [
                account("a", 2, models: ["x"]), account("b", 1, models: ["x"]),
                account("c", 7, models: ["y"]),
            ], .weighted)
        let lent = try (0..<300).map { _ in
            try host.leasedAccount(Wish(provider: "p", model: "x"))
        }
        #expect(shares(lent) == ["a": 200, "b": 100])
    }

    @Test func `who is blocked for a model saves nothing up and takes nothing from the shares`()
        throws
    {
        var host = Host([account("a", 2), account("b", 1), account("c", 3)], .weighted)
        let wish = Wish(provider: "p", model: "x")
        let block = host.until(.seconds(60))
        let hit = try host.lease(Wish(provider: "p", model: "x", account: "c"))
        _ = try host.report(hit, .throttled(block, .models(ModelPattern("x"))))
        let lent = try (0..<300).map { _ in try host.leasedAccount(wish) }
        #expect(abs((shares(lent)["a"] ?? 0) - 200) <= 1)
        host.pass(.seconds(70))
        let after = try (0..<60).map { _ in try host.leasedAccount(wish) }
        #expect(abs((shares(after)["c"] ?? 0) - 30) <= 2)
    }

    @Test func `a lower tier goes first whatever the weights`() throws {
        var host = Host(
            [account("a", 1), account("b", 1000, priority: 200), account("c", 2)], .weighted)
        let lent = try (0..<30).map { _ in try host.leasedAccount() }
        #expect(shares(lent) == ["a": 10, "c": 20])
    }

    @Test func `the same inventory again changes nobody's turn`() throws {
        let accounts = [account("a", 2), account("b", 1)]
        var host = Host(accounts, .weighted)
        let lent = try (0..<9).map { _ in
            host.pool.adopt(accounts, strategies: ["p": .weighted], now: host.moment)
            return try host.leasedAccount()
        }
        #expect(lent == ["a", "b", "a", "a", "b", "a", "a", "b", "a"])
    }

    @Test func `looking for another account is nobody's turn`() throws {
        var host = Host([account("a", 1), account("b", 1), account("c", 1)], .weighted)
        let first = try host.lease()
        let verdict = try host.report(
            first, Finding(.overloaded, retry: .other, rule: "test.529"), releases: true)
        #expect(verdict.advice == .other)
        #expect(try host.leasedAccount() == "b")
        #expect(try host.leasedAccount() == "c")
    }
}
