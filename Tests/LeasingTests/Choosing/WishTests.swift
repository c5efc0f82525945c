import Leasing
import Testing

struct WishTests {
    @Test func `what is excluded is not lent`() throws {
        var host = Host("a", "b", "c")
        let wish = Wish(provider: "p", excluded: ["a", "c"])
        #expect(try host.leasedAccount(wish) == "b")
        let (counts, _, _) = try host.blocked(wish)
        #expect(counts[.excluded] == 2)
        #expect(counts[.atCapacity] == 1)
        #expect(counts.total == 3)
    }

    @Test func `the one account that will do is the only one that is lent`() throws {
        var host = Host("a", "b", "c")
        let wish = Wish(provider: "p", account: "b")
        #expect(try host.leasedAccount(wish) == "b")
        let (counts, _, _) = try host.blocked(wish)
        #expect(counts[.excluded] == 2)
        #expect(host.refusal(of: Wish(provider: "p", account: "z")) == .unknownAccount)
    }
}
