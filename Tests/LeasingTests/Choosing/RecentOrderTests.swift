import Leasing
import Testing

struct RecentOrderTests {
    private func accounts(_ ids: String..., capacity: Int = 9) -> [Account] {
        ids.map { Account(id: $0, provider: "p", maxInFlight: capacity) }
    }

    @Test func `who was lent the longest time ago is lent, before all who never was`() throws {
        var host = Host(accounts("a", "b", "c"), .leastRecent)
        _ = try host.lease(Wish(provider: "p", account: "b"))
        let lent = try (0..<5).map { _ in try host.leasedAccount() }
        #expect(lent == ["a", "c", "b", "a", "c"])
    }

    @Test func `a full account keeps its turn`() throws {
        var host = Host(accounts("a", "b", "c", capacity: 1), .leastRecent)
        let first = try host.lease()
        for _ in 0..<2 { _ = try host.lease() }
        try host.release(first)
        #expect(try host.leasedAccount() == "a")
    }

    @Test func `who does not suit a request keeps its turn`() throws {
        var host = Host(accounts("a", "b", "c"), .leastRecent)
        #expect(try host.leasedAccount(Wish(provider: "p", excluded: ["a", "b"])) == "c")
        let lent = try (0..<3).map { _ in try host.leasedAccount() }
        #expect(lent == ["a", "b", "c"])
    }

    @Test func `turns stay when the inventory is read again, newcomers go first`() throws {
        var host = Host(accounts("b", "c"), .leastRecent)
        _ = try host.lease()
        host.pool.adopt(
            accounts("a", "b", "c"), strategies: ["p": .leastRecent], now: host.moment)
        let lent = try (0..<4).map { _ in try host.leasedAccount() }
        #expect(lent == ["a", "c", "b", "a"])
    }

    @Test func `a lower tier goes first however lately it was lent`() throws {
        var all = accounts("y", "z")
        all.append(Account(id: "a", provider: "p", priority: 200))
        var host = Host(all, .leastRecent)
        let lent = try (0..<4).map { _ in try host.leasedAccount() }
        #expect(lent == ["y", "z", "y", "z"])
    }
}
