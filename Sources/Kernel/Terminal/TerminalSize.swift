import CLinux

/// How much a terminal shows at once.
package struct TerminalSize: Equatable, Sendable {
    /// Characters of a line, and lines; at least one each.
    package let columns, rows: Int

    /// Takes a size as it is; what is less than one is one.
    package init(columns: Int, rows: Int) {
        self.columns = max(1, columns)
        self.rows = max(1, rows)
    }

    /// The size of the terminal behind a descriptor; nothing when it is none or does not say.
    init?(of descriptor: Int32) {
        var (columns, rows): (UInt16, UInt16) = (0, 0)
        guard unsafe linux_terminal_size(descriptor, &columns, &rows) == 0, columns > 0 else {
            return nil
        }
        self.init(columns: Int(columns), rows: rows > 0 ? Int(rows) : Self.usualRows)
    }

    /// What a terminal has that tells its columns alone.
    private static let usualRows = 24
}
