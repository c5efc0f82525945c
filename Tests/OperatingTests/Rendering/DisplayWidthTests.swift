import Operating
import Testing

struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("한국", 4), ("ｆｕ", 4),
        ("🎉", 2), ("👩\u{200d}💻", 2), ("☀", 1), ("☀\u{fe0f}", 2), ("█░", 2), ("\u{200b}", 0),
    ])
    func `characters take the columns that terminals give them`(text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }

    @Test(arguments: [
        ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"), ("abc", 1, "…"), ("abc", 0, ""),
    ])
    func `what is too wide is cut, never through a character`(
        text: String, columns: Int, cut: String
    ) {
        #expect(DisplayWidth.cut(text, to: columns) == cut)
        #expect(DisplayWidth.of(cut) <= columns)
    }

    @Test func `padding fills up to the columns and never cuts`() {
        #expect(DisplayWidth.pad("日", to: 4) == "日  ")
        #expect(DisplayWidth.pad("7", to: 3, isNumber: true) == "  7")
        #expect(DisplayWidth.pad("abcd", to: 3) == "abcd")
    }
}
