import AccountClient
import Testing

struct VisibleTextTests {
    @Test(arguments: [
        ("plain text", "plain text"), ("日本 🎉 é", "日本 🎉 é"),
        ("a\u{1b}[31mb", "a␛[31mb"), ("a\nb\tc\u{0}", "a␊b␉c␀"), ("\u{7f}", "␡"),
        ("\u{85}", "\\u{85}"), ("x\u{202e}y", "x\\u{202e}y"), ("a\u{2028}b", "a\\u{2028}b"),
        ("👩\u{200d}💻", "👩\u{200d}💻"), ("\u{feff}a", "\\u{feff}a"),
    ])
    func `what moves or hides text becomes visible, the rest stays`(text: String, shown: String) {
        #expect(VisibleText.of(text) == shown)
    }

    @Test func `no control character is left of any`() {
        let all = (0..<0x300).compactMap(Unicode.Scalar.init).map(Character.init)
        let shown = VisibleText.of(String(all))
        #expect(!shown.unicodeScalars.contains { $0.properties.generalCategory == .control })
    }
}
