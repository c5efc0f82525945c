import Hosting
import JSON
import Providers
import Secrets
import Serving
import Testing

struct HeaderSettingsTests {
    private func headers(_ json: String) throws -> [String] {
        let more = ",\"headers\":\(json)"
        return try Inventories.faults("{\"accounts\":[\(Inventories.account("a", more))]}")
    }

    @Test func `headers are sent with the account's own`() throws {
        let more = #","headers":{"X-Team":"blue ones","authorization":"mine"}"#
        let entry = try #require(
            try Inventories.entries("{\"accounts\":[\(Inventories.account("a", more))]}").first)
        #expect(entry.headers.map(\.name).sorted() == ["authorization", "x-team"])
        #expect(Set(entry.headers.map { $0.value.reveal() }) == ["blue ones", "mine"])
    }

    @Test(arguments: [
        (#"[]"#, "accounts[0].headers: must be an object, is a list"),
        (#"{"a b":"c"}"#, "accounts[0].headers: has a name that no header can have"),
        (#"{"":"c"}"#, "accounts[0].headers: has a name that no header can have"),
        (#"{"a":1}"#, "accounts[0].headers.a: must be a string that a header can carry"),
        (#"{"a":"b\nc"}"#, "accounts[0].headers.a: must be a string that a header can carry"),
        (#"{"a":" b"}"#, "accounts[0].headers.a: must be a string that a header can carry"),
        (
            #"{"sk-0123456789-0123456789":1}"#,
            "accounts[0].headers: must be a string that a header can carry"
        ),
    ])
    func `what no header can be is refused`(json: String, fault: String) throws {
        #expect(try headers(json) == ["i.json:1: \(fault)"])
    }

    @Test(arguments: [
        "authorization", "Authorization", "X-Api-Key", "x-goog-api-key", "Cookie", "X-Auth-Token",
    ])
    func `a header that proves who sends it holds a secret`(name: String) throws {
        #expect(HeaderSettings.holdSecret(try JSONValue.parse(Array("{\"\(name)\":\"x\"}".utf8))))
    }

    @Test func `another header holds none`() throws {
        let value = try JSONValue.parse(Array(#"{"user-agent":"x","x-team":"blue"}"#.utf8))
        #expect(!HeaderSettings.holdSecret(value))
        #expect(!HeaderSettings.holdSecret(nil))
    }
}
