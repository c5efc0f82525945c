import JSON
import Testing

struct TreeBuilderTests {
    private static let body =
        #"{"error":{"code":429,"message":"slow \u00e9\n","list":[1,{"y":"z"}],"n":null}}"#

    @Test func `a body that is cut at any byte keeps what was complete before`() throws {
        let text = Array(Self.body.utf8)
        let whole = try JSONValue.parse(text)
        for count in 1..<text.count {
            let cut = JSONValue.parsePrefix(Array(text[..<count]))
            if count > 20 { #expect(cut?["error"]?["code"]?.integer == 429, "\(count)") }
            if let message = cut?["error"]?["message"] {
                #expect(message.string == whole["error"]?["message"]?.string, "\(count)")
            }
        }
        #expect(JSONValue.parsePrefix(text)?.encoded() == whole.encoded())
    }

    @Test func `what is broken before its end is nothing`() {
        for text in ["<html>", "{'a':1}", #"{"a":1,}"#, "{\"a\":\u{1}"] {
            #expect(JSONValue.parsePrefix(Array(text.utf8)) == nil)
        }
    }

    @Test func `of two members of one name the first counts, where they are tolerated`() {
        let value = JSONValue.parsePrefix(Array(#"{"a":1,"a":2}"#.utf8))
        #expect(value?["a"]?.integer == 1)
    }

    @Test func `each value knows where it stands`() throws {
        let value = try JSONValue.parse(Array(#" {"a": [1, {"b":2}]}"#.utf8))
        #expect(value.offset == 1)
        #expect(value.members?.first?.nameOffset == 2)
        #expect(value["a"]?.offset == 7)
        #expect(value["a"]?.array?[1]["b"]?.offset == 16)
    }
}
