import JSON
import Testing

@Suite struct JSONValueTests {
    @Test func `a text and its canonical form say the same`() throws {
        let text =
            #" { "b" : [1, 1000.0, 1.50, 1e400, true, null] , "#
            + #""a/\u0061":"x\n\u00e9\/\ud83d\ude00" } "#
        let value = try JSONValue.parse(Array(text.utf8))
        let canonical = #"{"a/a":"x\né/😀","b":[1,1000,1.50,1e400,true,null]}"#
        #expect(String(decoding: value.encoded(), as: UTF8.self) == canonical)
    }

    @Test func `a text cut anywhere yields what was complete`() throws {
        let text = Array(#"{"error":{"code":429,"message":"slow","x":[1,2,{"y":3}]}}"#.utf8)
        let cut = try #require(JSONValue.parsePrefix(Array(text.prefix(40))))
        #expect(
            String(decoding: cut.encoded(), as: UTF8.self)
                == #"{"error":{"code":429,"message":"slow"}}"#)
        #expect(JSONValue.parsePrefix(Array("<html>".utf8))?.encoded() == nil)
    }
}
