import Leasing
import Persistence
import Simulation
import Testing

struct SegmentFileTests {
    @Test(arguments: 0..<80)
    func `frames behind any damage are found, whatever it did to lengths`(count: Int) throws {
        let batches = (1...5 as ClosedRange<UInt8>).map { Spelling.put("a", [$0]) }
        let segment = Spelling.segment(generation: 1, base: 0, batches)
        let damage = (0..<count).map { UInt8(truncatingIfNeeded: 37 &* $0 &+ count) }
        var folder = Folder([
            "journal.0001": Array(segment.prefix(32)) + damage + segment.dropFirst(32 + 33)
        ])
        let (journal, report) = try folder.open()
        #expect(journal.lastBatch == 0)
        #expect(report.missingBatches == 5)
    }

    @Test func `a long tail without a frame costs little and is cut`() throws {
        let tail = [UInt8](repeating: 0, count: 50_000)
        var folder = Folder([
            "journal.0001": Spelling.segment(generation: 1, base: 0, [Spelling.remove("a")]) + tail
        ])
        let (journal, report) = try folder.open()
        #expect(journal.lastBatch == 1)
        #expect(report.missingBatches == 0)
        #expect(report.findings.count == 1)
    }
}
