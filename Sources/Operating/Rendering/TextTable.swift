/// A table for a terminal: short columns, then a column of remarks that takes what room is left.
///
/// A first column that is too long has a line of its own, since names are there to be copied; other
/// cells are cut. Remarks that have too little room beside the cells stand below them.
package struct TextTable {
    /// What the cells of a column have in common.
    package struct Column {
        let title: String
        /// The most columns of the terminal that it takes.
        let limit: Int
        let isNumber: Bool
        /// Whether it is cut only when cutting the others is not enough.
        let isName: Bool

        /// Describes a column.
        package init(title: String, limit: Int, isNumber: Bool = false, isName: Bool = false) {
            self.title = title
            self.limit = limit
            self.isNumber = isNumber
            self.isName = isName
        }
    }

    /// A text and how it stands out.
    package struct Cell {
        let text: String
        let paint: Paint?

        /// Fills a cell.
        package init(text: String, paint: Paint? = nil) {
            self.text = text
            self.paint = paint
        }
    }

    /// One line's cells and what is remarked on them.
    package struct Row {
        let cells: [Cell]
        let remarks: [String]
        /// The rows of a group stand below its name.
        let group: String?

        /// Fills a row.
        package init(cells: [Cell], remarks: [String] = [], group: String? = nil) {
            self.cells = cells
            self.remarks = remarks
            self.group = group
        }
    }

    private let columns: [Column]
    /// The title above the remarks.
    let remarksTitle: String
    /// The least room for remarks beside the cells, if they need as much.
    let leastRoom: Int
    /// The rows, in order; each has a cell for every column.
    package var rows: [Row] = []

    /// Columns of the terminal between two cells.
    private static let gap = "  "

    /// Makes a table without rows.
    package init(columns: [Column], remarksTitle: String, leastRoom: Int) {
        self.columns = columns
        self.remarksTitle = remarksTitle
        self.leastRoom = leastRoom
    }

    /// The table in lines of at most so many columns, or with each row whole in one line.
    package func lines(width: Int?, isColoured: Bool) -> [String] {
        guard let width else { return whole.lines(width: .max, isColoured: isColoured) }
        let widths = widths(fitting: width)
        let indent = widths.reduce(0) { $0 + $1 + Self.gap.count }
        let longest = rows.flatMap(\.remarks).map(DisplayWidth.of).max() ?? 0
        let isBeside = width - indent >= min(longest, leastRoom)
        let layout = Layout(
            widths: widths, remarksIndent: isBeside ? indent : 2 * Self.gap.count,
            isBeside: isBeside, width: width, isColoured: isColoured)
        var lines = [heading(layout)]
        var group: String?
        for row in rows {
            if let name = row.group, name != group { lines.append(name) }
            group = row.group
            lines += self.lines(of: row, layout)
        }
        return lines
    }

    private struct Layout {
        let widths: [Int]
        let remarksIndent: Int
        let isBeside: Bool
        let width: Int
        let isColoured: Bool
    }

    /// What the cells need, less what must be taken from the widest when the lines have no room.
    private func widths(fitting width: Int) -> [Int] {
        var widths = columns.indices.map(width(ofColumn:))
        let gaps = (widths.count - 1) * Self.gap.count
        var excess = widths.reduce(gaps, +) - width
        // Numbers and the names in the first column are worth nothing when they are cut.
        for isName in [false, true] {
            let shrinking = columns.indices.dropFirst().filter {
                !columns[$0].isNumber && columns[$0].isName == isName
            }
            while excess > 0, let widest = shrinking.max(by: { widths[$0] < widths[$1] }),
                widths[widest] > columns[widest].title.count
            {
                widths[widest] -= 1
                excess -= 1
            }
        }
        return widths
    }

    /// The same table with room for whatever its cells hold, and the remarks on a row as one.
    private var whole: TextTable {
        var table = TextTable(
            columns: columns.map { .init(title: $0.title, limit: .max, isNumber: $0.isNumber) },
            remarksTitle: remarksTitle, leastRoom: leastRoom)
        table.rows = rows.map { row in
            let remarks = row.remarks.joined(separator: "; ")
            return .init(
                cells: row.cells, remarks: remarks.isEmpty ? [] : [remarks], group: row.group)
        }
        return table
    }

    private func width(ofColumn index: Int) -> Int {
        let limit = columns[index].limit
        let widths = rows.map { DisplayWidth.of($0.cells[index].text) }
        // A name that is too long has its own line and widens nothing.
        let fitting = index == 0 ? widths.filter { $0 <= limit } : widths
        return max(columns[index].title.count, min(limit, fitting.max() ?? 0))
    }

    private func heading(_ layout: Layout) -> String {
        var line = ""
        for (index, column) in columns.enumerated() {
            line += DisplayWidth.pad(
                column.title, to: layout.widths[index], isNumber: column.isNumber)
            line += Self.gap
        }
        if layout.isBeside, rows.contains(where: { !$0.remarks.isEmpty }) { line += remarksTitle }
        line = Self.trimmed(line)
        return layout.isColoured ? Paint.heading(line) : line
    }

    private func lines(of row: Row, _ layout: Layout) -> [String] {
        var lines: [String] = []
        var line = ""
        for (index, cell) in row.cells.enumerated() {
            let width = layout.widths[index]
            if index == 0, DisplayWidth.of(cell.text) > width {
                lines.append(painted(cell, cell.text, layout))
                line += String(repeating: " ", count: width) + Self.gap
                continue
            }
            let text = DisplayWidth.cut(cell.text, to: width)
            let padded = DisplayWidth.pad(text, to: width, isNumber: columns[index].isNumber)
            line += painted(cell, padded, layout) + Self.gap
        }
        var remarks = row.remarks.flatMap {
            Wording.wrapped($0, to: max(20, layout.width - layout.remarksIndent))
        }
        if layout.isBeside, !remarks.isEmpty { line += remarks.removeFirst() }
        lines.append(Self.trimmed(line))
        let indent = String(repeating: " ", count: layout.remarksIndent)
        return lines + remarks.map { indent + $0 }
    }

    private func painted(_ cell: Cell, _ text: String, _ layout: Layout) -> String {
        guard layout.isColoured, let paint = cell.paint else { return text }
        return paint(text)
    }

    private static func trimmed(_ line: String) -> String {
        guard let last = line.lastIndex(where: { $0 != " " }) else { return "" }
        return String(line[...last])
    }
}
