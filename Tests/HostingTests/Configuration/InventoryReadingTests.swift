import Hosting
import Testing

struct InventoryReadingTests {
    @Test func `a reading says how many accounts there are of which provider`() throws {
        let claude =
            #"{"id":"c","provider":"claude","credential":{"kind":"api_key","api_key":"k"}}"#
        let accounts = [Inventories.account("a"), claude, Inventories.account("b")]
        let text = "{\"accounts\":[\(accounts.joined(separator: ","))]}"
        #expect(
            try Inventories.read(text).get().description == "3 accounts (claude 1, openai 2)")
        let one = "{\"accounts\":[\(claude)]}"
        #expect(try Inventories.read(one).get().description == "1 account (claude 1)")
    }
}
