import JSON
import Testing

struct StringScannerTests {
    @Test func `a quote, a control character and the end are found at every place`() {
        for length in 0..<40 {
            let plain = String(repeating: "x", count: length)
            #expect(Texts.fault("\"\(plain)\"") == nil)
            #expect(Texts.fault("\"\(plain)")?.kind == .malformed)
            for control in ["\u{0}", "\n", "\u{1f}"] {
                #expect(Texts.fault("\"\(plain)\(control)\"")?.kind == .malformed)
            }
            #expect(Texts.fault("\"\(plain)\u{7f}\"") == nil)
        }
    }

    @Test func `a string's length is that of its UTF-8 after unescaping`() throws {
        for (text, count) in [
            ("abc", 3), (#"\u00e9"#, 2), ("é", 2), (#"\ud83d\ude00"#, 4), ("😀\\n", 5),
        ] {
            var reader = JSONReader(Array("\"\(text)\"".utf8))
            let token = try reader.readString()
            #expect(token.utf8Count == count, "\(text)")
            #expect(reader.text(of: token).utf8.count == count, "\(text)")
        }
    }
}
