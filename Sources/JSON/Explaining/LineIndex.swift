/// Where the lines of a text begin, so that a mistake can be shown where an editor finds it.
package struct LineIndex: Sendable {
    /// A place as editors count it.
    package struct Place: Hashable, Sendable {
        /// The line, from 1.
        package let line: Int
        /// The character of the line, from 1.
        package let column: Int
    }

    private let text: [UInt8]
    private var starts = [0]

    /// Finds the lines of a text in UTF-8. A line's end at the very end begins no further line.
    package init(_ text: [UInt8]) {
        self.text = text
        for (offset, byte) in text.enumerated()
        where byte == UInt8(ascii: "\n") && offset + 1 < text.count {
            starts.append(offset + 1)
        }
    }

    /// The line of an offset, from 1; one at or behind the end is in the last line.
    package func line(of offset: Int) -> Int {
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    /// The line and the character of an offset. Takes as long as the line is.
    package func place(of offset: Int) -> Place {
        let line = line(of: offset)
        let start = starts[line - 1]
        let before = text[start..<max(start, min(offset, text.count))]
        // A character of several bytes counts once.
        return Place(line: line, column: before.count { $0 & 0xC0 != 0x80 } + 1)
    }
}
