import JSON
import Seeding
import Testing

struct LineIndexTests {
    @Test(arguments: 0..<200)
    func `an offset's line is one more than the line ends before it`(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let alphabet = Array("ab\n\r é".utf8)
        let text = (0..<Int.random(in: 0...60, using: &random)).map { _ in
            alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
        }
        let index = LineIndex(text)
        for offset in text.indices {
            let ends = text[..<offset].count { $0 == UInt8(ascii: "\n") }
            #expect(index.line(of: offset) == ends + 1, "seed \(seed), offset \(offset)")
            #expect(index.place(of: offset).line == ends + 1)
        }
    }

    @Test func `a character of several bytes counts as one column`() {
        let text = Array("éé x".utf8)
        #expect(LineIndex(text).place(of: 5).column == 4)
    }

    @Test func `the end of a text lies in its last line`() {
        let index = LineIndex(Array("a\nbc\n".utf8))
        #expect(index.line(of: 5) == 2)
        #expect(index.line(of: 500) == 2)
        #expect(index.place(of: 500).line == 2)
        #expect(index.place(of: 500).column == 4)
        #expect(LineIndex([]).place(of: 0).line == 1)
        #expect(LineIndex([]).place(of: 0).column == 1)
    }
}
