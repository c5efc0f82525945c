import Leasing
import Persistence
import Simulation
import Testing

struct LittleEndianTests {
    @Test func `numbers that need all their bytes are written and read alike`() throws {
        let base: UInt64 = 0x1F_FFFF_FFFF_FF00
        var folder = Folder([
            "image.0001": Spelling.image(generation: 1, base: base, Spelling.put("a", [1])),
            "journal.0001": Spelling.segment(generation: 1, base: base, [Spelling.remove("a")]),
        ])
        var journal = try folder.open().journal
        #expect(journal.lastBatch == base + 1)
        journal.advance(on: &folder.disk, to: Keeper.start)
        #expect(
            folder.disk.bytes(of: "image.0002")
                == Spelling.image(generation: 2, base: base + 1, []))
    }
}
