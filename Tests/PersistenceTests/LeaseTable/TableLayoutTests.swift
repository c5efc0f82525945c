import Leasing
import Persistence
import Testing

struct TableLayoutTests {
    @Test func `there is a slot for each lease that may be known at once`() {
        #expect(TableLayout.slots >= Limits.leases + Limits.endedLeases)
        // A lease's name has 16 bits for it.
        #expect(TableLayout.slots <= 1 << 16)
        #expect(TableLayout.bytes % 4096 == 0)
    }

    @Test func `a place is the same in each slot, and the header has none`() {
        #expect(TableLayout.place(of: 0) == nil)
        #expect(TableLayout.place(of: TableLayout.headerBytes - 1) == nil)
        for slot in 0..<3 {
            let begin = TableLayout.headerBytes + slot * TableLayout.slotBytes
            #expect(TableLayout.place(of: begin) == 0)
            #expect(TableLayout.place(of: begin + TableLayout.report) == TableLayout.report)
        }
    }
}
