import Benching
import JSON
import Testing

struct InventoryTests {
    @Test func `each account has an id and a key of its own`() throws {
        let value = try JSONValue.parse(Inventory.text(accounts: 300, provider: "p"))
        let accounts = try #require(value["accounts"]?.array)
        #expect(accounts.count == 300)
        #expect(Set(accounts.compactMap { $0["id"]?.string }).count == 300)
        #expect(Set(accounts.compactMap { $0["credential"]?["api_key"]?.string }).count == 300)
        #expect(accounts.allSatisfy { $0["provider"]?.string == "p" })
        #expect(value["providers"] == nil)
    }

    @Test func `the provider says how they are chosen, when asked`() throws {
        let text = Inventory.text(accounts: 1, provider: "p", strategy: "weighted")
        let value = try JSONValue.parse(text)
        #expect(value["providers"]?["p"]?["strategy"]?.string == "weighted")
    }
}
