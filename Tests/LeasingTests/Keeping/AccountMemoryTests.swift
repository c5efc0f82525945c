import Leasing
import Testing

struct AccountMemoryTests {
    @Test func `what an operator has set stays set as long as the inventory says the same`() throws
    {
        var host = Host([
            Account(id: "a", provider: "p", priority: 3), Account(id: "b", provider: "p"),
        ])
        let change = AccountChange(isEnabled: false, maxInFlight: 7, priority: 9, weight: 2)
        _ = try host.pool.set(change, of: "a", uid: 7, now: host.now)
        _ = try host.pool.set(AccountChange(isDraining: true), of: "b", uid: 7, now: host.now)
        let listed = [
            Account(id: "a", provider: "p", maxInFlight: 5, priority: 3),
            Account(id: "b", provider: "p"),
        ]
        let memories = host.pool.takeMemoryNews(countsToo: true).memories
        var next = Host(listed)
        next.pool.adopt(listed, remembering: memories, now: next.moment)
        let account = try next.account("a")
        #expect(!account.account.isEnabled && account.account.priority == 9)
        #expect(account.account.maxInFlight == 5 && account.account.weight == 2)
        #expect(account.replaced == AccountChange(isEnabled: true, priority: 3, weight: 1))
        #expect(try next.account("b").account.isDraining)
    }
}
