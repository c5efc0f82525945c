import Operating
import Testing

struct TextTableTests {
    private func table(_ rows: [TextTable.Row]) -> TextTable {
        var table = TextTable(
            columns: [
                .init(title: "NAME", limit: 8), .init(title: "N", limit: 5, isNumber: true),
            ], remarksTitle: "REMARKS", leastRoom: 12)
        table.rows = rows
        return table
    }

    private func row(_ name: String, _ number: String, _ remarks: String...) -> TextTable.Row {
        .init(cells: [.init(text: name), .init(text: number)], remarks: remarks)
    }

    @Test func `columns are as wide as what they hold, and lines end with a letter`() {
        let lines = table([row("a", "1"), row("abc", "12345")]).lines(width: 40, isColoured: false)
        #expect(lines == ["NAME      N", "a         1", "abc   12345"])
    }

    @Test func `remarks that have room stand beside, one below the other`() {
        let lines = table([row("a", "1", "one two three", "four")])
            .lines(width: 25, isColoured: false)
        #expect(
            lines == [
                "NAME  N  REMARKS", "a     1  one two three", "         four",
            ])
    }

    @Test func `a long remark is broken between words`() {
        let lines = table([row("a", "1", "one two three four five six")])
            .lines(width: 29, isColoured: false)
        #expect(lines.dropFirst() == ["a     1  one two three four", "         five six"])
    }

    @Test func `remarks without room stand below`() {
        let lines = table([row("a", "1", "one two three")]).lines(width: 20, isColoured: false)
        #expect(lines == ["NAME  N", "a     1", "    one two three"])
    }

    @Test func `a name that is too long is whole on a line of its own, other cells are cut`() {
        let lines = table([row("a-long-name", "1234567"), row("b", "1")])
            .lines(width: 40, isColoured: false)
        #expect(lines == ["NAME      N", "a-long-name", "      1234…", "b         1"])
    }

    @Test func `columns that have no room for all are cut, names and numbers are not`() {
        var table = TextTable(
            columns: [
                .init(title: "NAME", limit: 9), .init(title: "LABEL", limit: 9),
                .init(title: "N", limit: 9, isNumber: true),
            ], remarksTitle: "", leastRoom: 0)
        let texts = ["abcdefghi", "abcdefghi", "123456789"]
        table.rows = [.init(cells: texts.map { .init(text: $0) })]
        #expect(
            table.lines(width: 29, isColoured: false) == [
                "NAME       LABEL            N", "abcdefghi  abcdef…  123456789",
            ])
    }

    @Test func `a group's name stands once above its rows`() {
        let rows = ["x", "x", "y"].map {
            TextTable.Row(cells: [.init(text: "  a"), .init(text: "1")], group: $0)
        }
        let lines = table(rows).lines(width: 40, isColoured: false)
        #expect(lines == ["NAME  N", "x", "  a   1", "  a   1", "y", "  a   1"])
    }

    @Test func `paint changes no column`() {
        let row = TextTable.Row(
            cells: [.init(text: "a", paint: .good), .init(text: "1")], remarks: ["r"])
        let plain = table([row]).lines(width: 40, isColoured: false)
        let painted = table([row]).lines(width: 40, isColoured: true)
        #expect(painted[1] == "\u{1b}[32ma   \u{1b}[0m  1  r")
        #expect(
            painted[1].replacing("\u{1b}[32m", with: "").replacing("\u{1b}[0m", with: "")
                == plain[1])
    }

    @Test func `a table without rows is its heading`() {
        #expect(table([]).lines(width: 40, isColoured: false) == ["NAME  N"])
    }
}
