import Leasing
import Persistence
import Simulation
import Testing

struct TableLayoutTests {
    @Test func `there is a slot for each lease that may be known at once`() {
        #expect(TableLayout.slots >= Limits.leases + Limits.endedLeases)
        // A lease's name has 16 bits for it.
        #expect(TableLayout.slots <= 1 << 16)
        #expect(TableLayout.bytes % 4096 == 0)
    }

    @Test func `only the first word of a slot says that its lease has ended`() {
        var random = SeededRandom(seed: 1)
        var lease = LeaseMemories.lease(in: 2, fence: 1, &random)
        for end in [nil, .released, .expired, .revoked] as [Lease.End?] {
            lease.standing.ending = end.map {
                LeaseStanding.Ending(end: $0, at: Instant(nanoseconds: 5))
            }
            var memory = FalseTable()
            var table = LeaseTable()
            table.write(.granted(lease), to: &memory)
            let slot = TableLayout.offset(of: 2)
            let ends = stride(from: 0, to: slot + TableLayout.body, by: 8).filter {
                TableLayout.isEnd(memory.word(at: $0), at: $0)
            }
            #expect(ends == (end == nil ? [] : [slot]))
        }
        #expect(!TableLayout.isInSlot(TableLayout.headerBytes - 1))
        #expect(TableLayout.isInSlot(TableLayout.headerBytes))
    }
}
