import JSON
import Testing

struct StringEncoderTests {
    private func encode(_ string: String) -> String {
        var writer = JSONWriter()
        writer.string(string)
        return String(decoding: writer.take(), as: UTF8.self)
    }

    @Test func `only what must be escaped is`() {
        #expect(encode("a/é😀\u{7f}") == "\"a/é😀\u{7f}\"")
        #expect(encode("\"\\\u{8}\u{c}\n\r\t\u{1}\u{1f}") == #""\"\\\b\f\n\r\t\u0001\u001f""#)
    }

    @Test func `a noncharacter is written as the replacement character`() {
        for scalar in [0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF] {
            let text = UnicodeScalar(UInt32(scalar)).map(String.init) ?? ""
            #expect(encode("a\(text)b") == "\"a\u{FFFD}b\"")
        }
        #expect(encode("\u{FDCF}\u{FDF0}\u{FFFD}") == "\"\u{FDCF}\u{FDF0}\u{FFFD}\"")
    }

    @Test func `every character is read back`() throws {
        let text = String(String.UnicodeScalarView((1...0x2FF).compactMap(UnicodeScalar.init)))
        #expect(try JSONValue.parse(Array(encode(text).utf8)).string == text)
    }
}
