import Leasing
import Testing

struct AccountTests {
    @Test func `an account without patterns serves every model`() {
        #expect(Account(id: "a", provider: "p").serves("m"))
        #expect(Account(id: "a", provider: "p").serves(nil))
    }

    @Test func `an account serves what one of its patterns names`() {
        let account = Account(
            id: "a", provider: "p", models: [ModelPattern("x-*"), ModelPattern("y")])
        #expect(account.serves("x-1") && account.serves("y") && account.serves(nil))
        #expect(!account.serves("y-1"))
    }

    @Test func `what is left out is the inventory's default`() {
        let account = Account(id: "a", provider: "p")
        #expect(account.maxInFlight == 4 && account.priority == 100 && account.weight == 1)
        #expect(account.isEnabled && !account.isDraining && !account.canRefresh)
    }
}
