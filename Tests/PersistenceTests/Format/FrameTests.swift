import Leasing
import Persistence
import Simulation
import Testing

struct FrameTests {
    @Test func `a batch is one frame with its number and what was durable before it`() throws {
        var keeper = try Keeper()
        keeper.pass(.zero)
        keeper.append([.put("a", [7, 8]), .remove("b")], mustSync: true)
        keeper.append([.remove("a")])
        keeper.append([.put("c", [])])
        let first = Spelling.put("a", [7, 8]) + Spelling.remove("b")
        let batches = [(0, first), (1, Spelling.remove("a")), (1, Spelling.put("c", []))]
        var bytes = Spelling.header(Spelling.segment, generation: 1, base: 0)
        for (index, (durable, changes)) in batches.enumerated() {
            bytes += Spelling.frame(
                Spelling.segment, generation: 1, number: UInt64(index + 1),
                durable: UInt64(durable), changes)
        }
        #expect(keeper.disk.bytes(of: "journal.0001") == bytes)
    }

    @Test func `a frame of another file or generation does not count`() throws {
        let own = Spelling.segment(generation: 2, base: 0, [Spelling.put("a", [1])])
        let strangers = [
            Spelling.frame(Spelling.segment, generation: 1, number: 2, durable: 0, []),
            Spelling.frame(Spelling.image, generation: 2, number: 2, durable: 0, []),
        ]
        for stranger in strangers {
            var folder = Folder(["journal.0002": own + stranger])
            let (journal, report) = try folder.open()
            #expect(journal.lastBatch == 1)
            #expect(report.findings.count == 1)
            #expect(report.missingBatches == 0)
        }
    }
}
