import Leasing
import Persistence
import Simulation
import Testing

struct SegmentTests {
    /// Appends documents of some bytes until the segment is compacted; how many that takes.
    private func batchesToCompaction(
        of bytes: Int, _ journal: inout Journal, on keeper: inout Keeper
    ) throws -> Int {
        let before = try keeper.newest("journal")
        var count = 0
        repeat {
            count += 1
            let document = [UInt8](repeating: UInt8(truncatingIfNeeded: count), count: bytes)
            journal.append(
                [.put("k", document)], mustSync: false, on: &keeper.disk, now: keeper.now)
            if let deadline = journal.nextDeadline, deadline <= keeper.now {
                journal.advance(on: &keeper.disk, to: keeper.now)
            }
        } while try keeper.newest("journal") == before && count < 1000
        return count
    }

    @Test func `a segment is compacted when it has more than a mebibyte`() throws {
        var keeper = try Keeper()
        var journal = try Journal.open(on: &keeper.disk, now: keeper.now).journal
        journal.advance(on: &keeper.disk, to: keeper.now)
        let bytes = 100_000
        let frame = 24 + 8 + bytes
        let count = try batchesToCompaction(of: bytes, &journal, on: &keeper)
        #expect(count == (1_048_576 - 32) / frame + 1)
    }

    @Test func `or more than twice its image`() throws {
        var keeper = try Keeper()
        var journal = try Journal.open(on: &keeper.disk, now: keeper.now).journal
        for key in 0..<8 {
            let document = [UInt8](repeating: 1, count: 100_000)
            journal.append(
                [.put("\(key)", document)], mustSync: false, on: &keeper.disk, now: keeper.now)
        }
        keeper.disk.kill()
        journal = try Journal.open(on: &keeper.disk, now: keeper.now).journal
        journal.advance(on: &keeper.disk, to: keeper.now)
        let image = try #require(keeper.disk.bytes(of: try keeper.newest("image")))
        let count = try batchesToCompaction(of: 100_000, &journal, on: &keeper)
        #expect(count == (2 * image.count - 32) / (24 + 8 + 100_000) + 1)
    }

    @Test func `compaction leaves one generation before the newest, and all documents`() throws {
        var keeper = try Keeper()
        for index in 0..<60 {
            keeper.put("account/\(index % 7)", "document \(index)")
            keeper.pass(.zero)
            #expect(keeper.disk.fileNames.count <= 4)
        }
        let images = keeper.disk.fileNames.filter { $0.hasPrefix("image") }
        let segments = keeper.disk.fileNames.filter { $0.hasPrefix("journal") }
        try #require(images.count == 2)
        #expect(segments.map { $0.dropFirst(7) } == images.map { $0.dropFirst(5) })
        #expect(images[1] > "image.0004")
        #expect(keeper.journal.stop == nil)
        try keeper.killAndRestart()
    }

    @Test func `a segment that cannot be compacted goes on, and is tried again at its deadlines`()
        throws
    {
        var keeper = try Keeper()
        keeper.pass(.zero)
        let segment = try keeper.newest("journal")
        try keeper.growUntilCompaction()
        for seconds in [1, 2, 4, 8, 16, 32, 60, 60] as [Int64] {
            keeper.disk.fail(keeper.disk.callCount..<keeper.disk.callCount + 1, with: .full)
            keeper.pass(.zero)
            #expect(keeper.journal.compactionFault?.kind == .full)
            #expect(keeper.journal.stop == nil)
            keeper.append([.put("b", [UInt8(seconds)])], mustSync: true)
            #expect(keeper.journal.isDurable(keeper.journal.lastBatch))
            #expect(keeper.journal.nextDeadline == keeper.now + .seconds(seconds))
            #expect(try keeper.newest("journal") == segment)
            keeper.now = keeper.now + .seconds(seconds)
        }
        keeper.pass(.zero)
        #expect(keeper.journal.compactionFault == nil)
        #expect(try keeper.newest("journal") > segment)
        #expect(!keeper.disk.fileNames.contains { $0.hasSuffix(".new") })
    }

    @Test func `a segment that is never compacted is given up before it gets too long to read`()
        throws
    {
        var keeper = try Keeper()
        keeper.pass(.zero)
        try keeper.growUntilCompaction()
        keeper.disk.fail(keeper.disk.callCount..<keeper.disk.callCount + 1, with: .full)
        keeper.pass(.zero)
        while keeper.journal.stop == nil, keeper.journal.lastBatch < 1000 {
            keeper.put("a", "document")
        }
        #expect(keeper.journal.stop?.fault == keeper.journal.compactionFault)
        let segment = try #require(keeper.disk.bytes(of: "journal.0001"))
        #expect((16 * 300..<17 * 300).contains(segment.count))
        keeper.pass(.seconds(1))
        #expect(keeper.journal.stop == nil)
        #expect(keeper.journal.isDurable(keeper.journal.lastBatch))
    }
}
