import Leasing
import Testing

struct RoundOrderTests {
    private func accounts(_ ids: String..., capacity: Int = 9) -> [Account] {
        ids.map { Account(id: $0, provider: "p", maxInFlight: capacity) }
    }

    @Test func `accounts are lent in the order of their ids, and round again`() throws {
        var host = Host(accounts("b", "c", "a"), .roundRobin)
        let lent = try (0..<7).map { _ in try host.leasedAccount() }
        #expect(lent == ["a", "b", "c", "a", "b", "c", "a"])
    }

    @Test func `it goes on behind the account that was lent last, whoever asked for it`() throws {
        var host = Host(accounts("a", "b", "c", "d"), .roundRobin)
        _ = try host.lease(Wish(provider: "p", account: "c"))
        #expect(try host.leasedAccount() == "d")
        #expect(try host.leasedAccount(Wish(provider: "p", excluded: ["a"])) == "b")
        #expect(try host.leasedAccount() == "c")
    }

    @Test func `who cannot be lent is passed over and has its turn when it can again`() throws {
        var host = Host(accounts("a", "b", "c", capacity: 1), .roundRobin)
        let first = try host.lease()
        #expect(try host.leasedAccount() == "b")
        #expect(try host.leasedAccount() == "c")
        try host.release(first)
        #expect(try host.leasedAccount() == "a")
    }

    @Test func `a lower tier goes first, each goes round for itself`() throws {
        var low = accounts("x", "y", capacity: 1)
        low += [200, 200].enumerated().map { number, priority in
            Account(id: "a\(number)", provider: "p", priority: priority)
        }
        var host = Host(low, .roundRobin)
        let lent = try (0..<5).map { _ in try host.leasedAccount() }
        #expect(lent == ["x", "y", "a0", "a1", "a0"])
    }

    @Test func `requests for models of other accounts go round for themselves`() throws {
        var host = Host(
            [
                Account(id: "a", provider: "p", maxInFlight: 99),
                Account(id: "b", provider: "p", models: [ModelPattern("x*")], maxInFlight: 99),
                Account(id: "c", provider: "p", models: [ModelPattern("y")], maxInFlight: 99),
            ], .roundRobin)
        var lent: [String] = []
        for _ in 0..<4 {
            lent.append(try host.leasedAccount(Wish(provider: "p", model: "x1")))
            lent.append(try host.leasedAccount(Wish(provider: "p", model: "y")))
            lent.append(try host.leasedAccount(Wish(provider: "p", model: "x2")))
        }
        // The same accounts serve x1 and x2; y begins behind who was lent last by then.
        #expect(lent == ["a", "c", "b", "a", "a", "b", "a", "c", "b", "a", "a", "b"])
    }

    @Test func `another inventory goes on behind who was lent last, though it is gone`() throws {
        var host = Host(accounts("a", "b", "c", "d"), .roundRobin)
        for _ in 0..<2 { _ = try host.lease() }
        host.pool.adopt(
            accounts("a", "c", "d"), strategies: ["p": .roundRobin], now: host.moment)
        #expect(try host.leasedAccount() == "c")
        #expect(try host.leasedAccount() == "d")
        #expect(try host.leasedAccount() == "a")
    }
}
