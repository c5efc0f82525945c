import Leasing
import Persistence
import Simulation
import Testing

struct ReplayTests {
    private static func put(_ value: UInt8) -> [UInt8] { Spelling.put("a", [value]) }

    /// Two generations of which the newer image is damaged.
    private func folder(_ first: [UInt8], _ second: [UInt8]) -> Folder {
        Folder([
            "image.0001": Spelling.image(generation: 1, base: 0, []), "journal.0001": first,
            "image.0002": [], "journal.0002": second,
        ])
    }

    private static let full = Spelling.segment(generation: 1, base: 0, [put(1), put(2)])

    @Test func `segments follow one another by the numbers of their batches`() throws {
        let second = Spelling.segment(generation: 2, base: 2, [Self.put(3)])
        var folder = folder(Self.full, second)
        let (journal, report) = try folder.open()
        #expect(journal.lastBatch == 3)
        #expect(journal.documents == ["a": [3]])
        #expect(report.missingBatches == 0)
        #expect(report.findings.count == 1)
    }

    @Test func `what an earlier recovery cut is no loss`() throws {
        let second = Spelling.segment(generation: 2, base: 2, [Self.put(3)])
        for tail in [[0, 0, 0], [UInt8](repeating: 7, count: 100)] {
            var folder = folder(Self.full + tail, second)
            let (journal, report) = try folder.open()
            #expect(journal.lastBatch == 3)
            #expect(report.findings.count == 1)
        }
    }

    @Test func `batches that an earlier recovery did not count do not count later`() throws {
        let second = Spelling.segment(generation: 2, base: 1, [Self.put(9)])
        var folder = folder(Self.full, second)
        let (journal, report) = try folder.open()
        #expect(journal.lastBatch == 2)
        #expect(journal.documents == ["a": [9]])
        #expect(report.missingBatches == 0)
    }

    @Test func `after a gap nothing counts, and what is missing is counted`() throws {
        let second = Spelling.segment(generation: 2, base: 5, [Self.put(6), Self.put(7)])
        var folder = folder(Self.full, second)
        let (journal, report) = try folder.open()
        #expect(journal.lastBatch == 2)
        #expect(report.missingBatches == 5)
        guard case .damagedSegment(let damage)? = report.findings.last else {
            Issue.record("\(report)")
            return
        }
        #expect(damage.file == "journal.0002")
        #expect(damage.reason == .gap)
    }

    @Test func `a segment that was never begun is passed over`() throws {
        var folder = folder(Self.full, [1, 2, 3])
        folder.disk.damage(
            "journal.0003", Spelling.segment(generation: 3, base: 2, [Self.put(3)]))
        let (journal, report) = try folder.open()
        #expect(journal.lastBatch == 3)
        #expect(report.missingBatches == 0)
    }

    @Test func `damage before the last segment is not taken for a torn tail`() throws {
        let second = Spelling.segment(generation: 2, base: 2, [Self.put(3)])
        var folder = folder(Array(Self.full.dropLast()), second)
        let (journal, report) = try folder.open()
        #expect(journal.lastBatch == 1)
        #expect(report.missingBatches == 2)
        guard case .damagedSegment(let damage)? = report.findings.last else {
            Issue.record("\(report)")
            return
        }
        #expect(damage.file == "journal.0001")
    }

    @Test func `a frame of the wrong number ends the segment`() throws {
        let segment =
            Self.full
            + Spelling.frame(Spelling.segment, generation: 1, number: 4, durable: 0, Self.put(4))
        var folder = Folder(["journal.0001": segment])
        let (journal, report) = try folder.open()
        #expect(journal.lastBatch == 2)
        #expect(report.missingBatches == 2)
    }

    @Test(arguments: [(0, false), (1, true)] as [(UInt64, Bool)])
    func `intact frames after damage prove a loss only when they say what was durable`(
        durable: UInt64, isLoss: Bool
    ) throws {
        let segment =
            Spelling.segment(generation: 1, base: 0, []) + [UInt8](repeating: 0, count: 30)
            + Spelling.frame(
                Spelling.segment, generation: 1, number: 2, durable: durable, Self.put(2))
        var folder = Folder(["journal.0001": segment])
        let report = try folder.open().report
        #expect(report.missingBatches == 2)
        switch report.findings.first {
        case .damagedSegment?: #expect(isLoss)
        case .cutTail?: #expect(!isLoss)
        case let other: Issue.record("\(other as Any)")
        }
    }

    @Test func `a damaged header before intact frames is damage, before none it is a torn tail`()
        throws
    {
        for (segment, isTorn) in [(Self.full, false), (Array(Self.full.prefix(32)), true)] {
            var flipped = segment
            flipped[9] ^= 1
            var folder = Folder([
                "image.0001": Spelling.image(generation: 1, base: 0, []), "journal.0001": flipped,
            ])
            let report = try folder.open().report
            #expect(report.missingBatches == (isTorn ? 0 : 2))
            switch report.findings.first {
            case .damagedSegment?: #expect(!isTorn)
            case .cutTail?: #expect(isTorn)
            case let other: Issue.record("\(other as Any)")
            }
        }
    }
}
