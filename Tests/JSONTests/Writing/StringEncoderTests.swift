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

    @Test func `every noncharacter is replaced and none of its neighbours`() throws {
        for plane in UInt32(0)...16 {
            for last in UInt32(0xFFFD)...0xFFFF {
                let scalar = try #require(UnicodeScalar(plane << 16 | last))
                let expected = last == 0xFFFD ? String(scalar) : "\u{FFFD}"
                #expect(encode(String(scalar)) == "\"\(expected)\"", "\(scalar.value)")
            }
        }
        for value in UInt32(0xFDC0)...0xFDFF {
            let scalar = try #require(UnicodeScalar(value))
            let expected = (0xFDD0...0xFDEF).contains(value) ? "\u{FFFD}" : String(scalar)
            let isSame = encode(String(scalar)).utf8.elementsEqual("\"\(expected)\"".utf8)
            #expect(isSame, "\(value)")
        }
    }

    @Test func `every control character is escaped, in the shortest way, with small digits`() {
        let short: [UInt8: String] = [8: "b", 9: "t", 10: "n", 12: "f", 13: "r"]
        for byte in UInt8(0)..<0x20 {
            let digits = String(byte, radix: 16)
            let long = "u" + String(repeating: "0", count: 4 - digits.count) + digits
            let expected = "\"x\\\(short[byte] ?? long)y\""
            #expect(encode("x\(Character(UnicodeScalar(byte)))y") == expected, "\(byte)")
        }
    }

    @Test func `a name is spelt as a string is`() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("a/\n\u{FFFE}")
        writer.null()
        writer.endObject()
        #expect(String(decoding: writer.take(), as: UTF8.self) == "{\"a/\\n\u{FFFD}\":null}")
    }

    @Test func `every character is read back`() throws {
        let numbers = Array(0...0x2FF as ClosedRange<UInt32>) + [0x7FF, 0x800, 0xFDCF, 0x10000]
        let text = String(String.UnicodeScalarView(numbers.compactMap(UnicodeScalar.init)))
        #expect(try JSONValue.parse(Array(encode(text).utf8)).string == text)
    }
}
