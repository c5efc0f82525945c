import JSON
import Testing
import Wire

struct AccountsReplyTests {
    @Test func `without accounts the list is empty, and the last page has no next`() {
        var writer = JSONWriter()
        AccountsReply(accounts: [], next: nil).write(&writer)
        #expect(String(decoding: writer.take(), as: UTF8.self) == #"{"accounts":[]}"#)
    }

    @Test func `a page says where the next one begins`() throws {
        let account = AccountReply(
            id: "a", label: "l", provider: "p", status: "active", state: "available", inUse: 0,
            maxInFlight: 4, generation: 1, windows: [], cooldowns: [], lastError: nil,
            successes: 0, failures: 0)
        var writer = JSONWriter()
        AccountsReply(accounts: [account], next: "a").write(&writer)
        let bytes = writer.take()
        let value = try JSONValue.parse(bytes)
        #expect(value.encoded() == bytes)
        #expect(value["accounts"]?.array?.first?["label"]?.string == "l")
        #expect(value["next"]?.string == "a")
    }
}
