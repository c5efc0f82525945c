import Hosting
import Testing

struct InventoryWarningsTests {
    private func login(_ id: String, _ provider: String = "claude", _ more: String = "") -> String {
        #"{"id":"\#(id)","provider":"\#(provider)","credential":{"kind":"oauth","access_token":"t""#
            + #"\#(more)}}"#
    }

    @Test func `an inventory of keys needs no warning`() throws {
        #expect(
            try Inventories.warnings("{\"accounts\":[\(Inventories.account())]}").isEmpty)
    }

    @Test func `a login that has expired is told from one that will`() throws {
        let accounts = [
            login("old", "claude", #","expires_at":"2020-01-01T00:00:00Z""#),
            login("new", "claude", #","expires_at":"2036-01-01T00:00:00Z""#), login("endless"),
        ]
        #expect(
            try Inventories.warnings("{\"accounts\":[\(accounts.joined(separator: ","))]}") == [
                "accounts not lent, for their tokens have expired: old",
                "accounts lent until their tokens expire, for this version renews none: new",
            ])
    }

    @Test func `a line names the first accounts and counts the others`() throws {
        let accounts = (1...8).map {
            login("a\($0)", "claude", #","expires_at":"2036-01-01T00:00:00Z""#)
        }
        #expect(
            try Inventories.warnings("{\"accounts\":[\(accounts.joined(separator: ","))]}") == [
                "accounts lent until their tokens expire, for this version renews none: "
                    + "a1, a2, a3, a4, a5 and 3 more"
            ])
    }

    @Test func `a Codex login whose account nobody names is worth a look`() throws {
        let claims =
            "eyJodHRwczovL2FwaS5vcGVuYWkuY29tL2F1dGgiOnsiY2hhdGdwdF9hY2NvdW50X2lkIjoi"
            + "dS0xIn19"
        let named =
            #"{"id":"c","provider":"codex","credential":{"kind":"oauth","#
            + #""access_token":"x.\#(claims).y"}}"#
        let accounts = [
            login("a", "codex"), login("b", "codex", #","account_id":"u-1""#), named,
        ]
        #expect(
            try Inventories.warnings("{\"accounts\":[\(accounts.joined(separator: ","))]}") == [
                "accounts without account_id, and their tokens name none: "
                    + "the header chatgpt-account-id is not sent: a"
            ])
    }

    @Test func `keys that change nothing are named once`() throws {
        let more = #","proxy_url":"http://p","windows":[]"#
        let text = """
            {"providers":{"openai":{"usage_interval_s":600,"client_id":null}},
             "accounts":[\(Inventories.account("a", more)),\(Inventories.account("b", more))]}
            """
        #expect(
            try Inventories.warnings(text) == [
                "this version checks and then does not use: proxy_url, usage_interval_s, windows"
            ])
    }
}
