import Kernel
import Testing

struct TerminalSizeTests {
    @Test func `a size has at least one column and one row`() {
        let size = TerminalSize(columns: 0, rows: -3)
        #expect((size.columns, size.rows) == (1, 1))
    }
}
