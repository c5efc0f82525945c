import JSON
import Testing

struct EscapeTests {
    @Test func `every escape stands for its character`() throws {
        let text = #""\"\\\/\b\f\n\r\t\u0041\u00e9\u20ac\ud83d\ude00\u0000""#
        let value = try JSONValue.parse(Array(text.utf8))
        #expect(value.string == "\"\\/\u{8}\u{c}\n\r\tAé€😀\0")
    }

    @Test(arguments: [
        #""\x""#, #""\""#, #""\u""#, #""\u12""#, #""\u12g4""#, #""\ud800""#, #""\ud800x""#,
        #""\udc00""#, #""\ud800\ud800""#, #""\ud800\u0041""#, #""\U0041""#, #""\'""#,
    ])
    func `another escape, or half of a surrogate pair, is refused`(_ text: String) {
        #expect(Texts.fault(text)?.kind == .malformed)
    }

    @Test func `a noncharacter is accepted`() {
        #expect(Texts.fault(#""\ufffe\uffff\ufdd0""#) == nil)
    }
}
