import Hosting
import Seeding
import Testing

struct LogTextTests {
    @Test(arguments: ["", "plain words", "Grüße", "\u{1F468}\u{200D}\u{1F4BB} team", "日本語"])
    func `what disturbs no line stays as it is`(text: String) {
        #expect(LogText.isPlain(text))
        #expect(LogText.escaped(text) == text)
    }

    @Test(arguments: [
        ("a\nb", "a\\u{a}b"), ("a\r\nb", "a\\u{d}\\u{a}b"), ("\u{1B}[31m", "\\u{1b}[31m"),
        ("\u{0}", "\\u{0}"), ("\u{9F}", "\\u{9f}"), ("a\u{2028}b", "a\\u{2028}b"),
        ("\u{202E}txt.exe", "\\u{202e}txt.exe"), ("\u{FEFF}x", "\\u{feff}x"),
    ])
    func `what does is spelt out`(text: String, escaped: String) {
        #expect(!LogText.isPlain(text))
        #expect(LogText.escaped(text) == escaped)
        #expect(LogText.isPlain(LogText.escaped(text)))
    }

    @Test(arguments: [
        ("codex.usage_limit", "codex.usage_limit"), ("claude-*", "claude-*"), ("", "\"\""),
        ("a b", "\"a b\""), ("a=b", "\"a=b\""), ("say \"x\"", "\"say \\\"x\\\"\""),
        ("a\\b", "\"a\\\\b\""), ("a\nb", "\"a\\u{a}b\""), ("modèle", "modèle"),
    ])
    func `a value is one word, or stands in quotes`(text: String, value: String) {
        #expect(LogText.value(text) == value)
    }

    @Test(arguments: 0..<300)
    func `nothing in a value ends it early`(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let letters = Array("ab \"\\=\n")
        let text = String(
            (0..<Int.random(in: 0...12, using: &random)).map { _ in
                letters[Int.random(in: 0..<letters.count, using: &random)]
            })
        let value = LogText.value(text)
        guard value.hasPrefix("\"") else {
            #expect(value == text && !text.isEmpty, "seed \(seed)")
            return
        }
        // A reader that undoes the backslashes finds the closing quote at the very end.
        var rest = value.dropFirst()[...]
        while let first = rest.first, first != "\"" {
            rest = rest.dropFirst(first == "\\" ? 2 : 1)
        }
        #expect(rest == "\"", "seed \(seed)")
    }
}
