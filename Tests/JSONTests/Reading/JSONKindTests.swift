import JSON
import Testing

struct JSONKindTests {
    @Test(arguments: [
        ("{}", JSONKind.object), ("[]", .array), (#""""#, .string), ("-1", .number),
        ("7", .number), ("true", .boolean), ("false", .boolean), ("null", .null),
        (" \n\t\r{", .object),
    ])
    func `a value's kind is known from its first byte`(_ text: String, _ kind: JSONKind) throws {
        var reader = JSONReader(Array(text.utf8))
        #expect(try reader.kind() == kind)
    }

    @Test(arguments: ["", " ", "+1", ".5", "N", "'a'", "\u{feff}1", "//", "\0"])
    func `nothing else begins a value`(_ text: String) {
        #expect(Texts.fault(text) == .some(JSONFault(.malformed, at: text == " " ? 1 : 0)))
    }
}
