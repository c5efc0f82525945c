import JSON
import Testing

struct SyntaxHintTests {
    private func hint(_ bytes: [UInt8]) throws -> String {
        let fault = try #require(throws: JSONFault.self) { try JSONValue.parse(bytes) }
        return SyntaxHint.message(for: fault, in: bytes)
    }

    @Test(arguments: [
        ("", "the file is empty"),
        ("{\"a\": [1, 2", "the file ends before the text is complete"),
        ("{\"a\": 1, // one\n}", "JSON has no comments"),
        ("# one\n{}", "JSON has no comments"),
        ("{'a': 1}", "strings stand in double quotes"),
        ("{\"a\": [1, 2, ]}", "a comma must not stand before a closing bracket"),
        ("{\"a\": 1,\n}", "a comma must not stand before a closing bracket"),
        ("{\"a\": }", "a bracket that closes nothing, or too early"),
        ("{\"a\": [1}", "a bracket that closes nothing, or too early"),
        ("{\"a\": 1 \"b\": 2}", "a comma or a colon is missing before this string"),
        ("{\"a\" \"b\"}", "a comma or a colon is missing before this string"),
        ("{\"a\": \"b\n\"}", "a string ends where its line does"),
        ("\u{FEFF}{}", "the file begins with a byte order mark"),
        ("{\"a\": \u{1}}", "a control character"),
        ("{a: 1}", "is not JSON from here on"),
        ("{} {}", "is not JSON from here on"),
        ("{\"a\":1,\"a\":2}", "two members of an object have this name"),
        (
            String(repeating: "[", count: 40),
            "is nested too deep, or an object has too many members"
        ),
    ])
    func `what people get wrong is said in words`(text: String, expected: String) throws {
        #expect(try hint(Array(text.utf8)) == expected)
    }

    @Test func `bytes that are no UTF-8 are told from JSON's faults`() throws {
        #expect(
            try hint(Array("{\"a\": \"".utf8) + [0xFF, 0x22, 0x7D])
                == "is not UTF-8, or not JSON, from here on")
    }
}
