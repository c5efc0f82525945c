import JSON
import Testing

struct NumberScannerTests {
    @Test(arguments: [
        "01", "-01", "00", "1.", ".5", "-", "--1", "+1", "1e", "1e+", "1.e3", "0x1", "1_0", "1,",
        "1 2",
        "Infinity", "NaN", "-Infinity",
    ])
    func `what the grammar does not have is refused`(_ text: String) {
        #expect(Texts.fault(text)?.kind == .malformed)
    }

    @Test func `256 bytes are a number and 257 are too many`() {
        for head in ["1", "0.", "1e", "-1"] {
            let fits = head + String(repeating: "1", count: 256 - head.utf8.count)
            #expect(Texts.fault(fits) == nil, "\(head)")
            #expect(Texts.fault(fits + "1")?.kind == .limit, "\(head)")
        }
    }

    @Test func `only digits are plain`() throws {
        for (text, isPlain) in [("7", true), ("-7", false), ("7.0", false), ("7e0", false)] {
            var reader = JSONReader(Array(text.utf8))
            #expect(try reader.readNumber().isPlain == isPlain, "\(text)")
        }
    }
}
