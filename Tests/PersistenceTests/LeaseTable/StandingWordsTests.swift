import Leasing
import Persistence
import Simulation
import Testing

struct StandingWordsTests {
    @Test func `words that no daemon wrote are no lease`() {
        var random = SeededRandom(seed: 3)
        var lease = LeaseMemories.lease(in: 0, fence: 1, &random)
        lease.standing.ending = nil
        var memory = FalseTable()
        var table = LeaseTable()
        table.write(.granted(lease), to: &memory)
        let slot = TableLayout.headerBytes
        // A kind of end, an advice and a limit that there are not.
        for (place, word) in [(0, 5), (0, 15), (24, 4), (24, 0x40)] as [(Int, UInt64)] {
            var damaged = memory
            damaged.publish(word, at: slot + place)
            let (leases, count) = table.read(&damaged)
            #expect(leases.isEmpty && count == 1, "word \(word) at \(place)")
        }
        #expect(table.read(&memory).leases == [lease])
    }

    @Test func `a wait is kept to the nanosecond, and none is told from zero`() {
        var random = SeededRandom(seed: 4)
        var lease = LeaseMemories.lease(in: 0, fence: 1, &random)
        for wait in [nil, 0, 1, 30_000_000_001] as [Int64?] {
            lease.standing.verdict.retryAfter = wait.map { Interval(nanoseconds: $0) }
            var memory = FalseTable()
            var table = LeaseTable()
            table.write(.granted(lease), to: &memory)
            #expect(table.read(&memory).leases.first?.standing == lease.standing)
        }
    }
}
