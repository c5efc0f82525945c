import Leasing
import Persistence
import Simulation
import Testing

struct RecoveryTests {
    private static let one = Spelling.put("a", [1])
    private static let two = Spelling.put("b", [2])
    private static let image = Spelling.image(generation: 1, base: 0, [])

    @Test func `an image and the segments since make the state`() throws {
        var folder = Folder([
            "image.0003": Spelling.image(generation: 3, base: 7, Self.one),
            "journal.0003": Spelling.segment(generation: 3, base: 7, [Self.two]),
        ])
        let (journal, report) = try folder.open()
        #expect(journal.documents == ["a": [1], "b": [2]])
        #expect(journal.lastBatch == 8)
        #expect(report.image == "image.0003")
        #expect(report.replayedBatches == 1)
        #expect(report.findings == [])
    }

    @Test func `what no state can be made of is refused with all damages, never begun empty`() {
        let cases: [[String: [UInt8]]] = [
            ["image.0002": [1, 2, 3]],
            ["journal.0002": []],
            ["image.0001": [], "journal.0001": []],
            ["journal.0001": [], "journal.0002": [7]],
            [
                "image.0001": [], "journal.0001": [],
                "journal.0002": Array(
                    Spelling.segment(generation: 2, base: 1, [Self.one]).dropLast()),
            ],
            ["journal.0002": Spelling.segment(generation: 2, base: 5, [Self.one])],
            [
                "image.0002": Array(Self.image.dropLast()),
                "journal.0002": Spelling.segment(generation: 2, base: 5, [Self.one]),
            ],
        ]
        for files in cases {
            var folder = Folder(files)
            guard case .nothingValid(let damages)? = folder.refusal() else {
                Issue.record("\(files.keys.sorted()) are accepted")
                continue
            }
            #expect(damages.map(\.file).sorted() == files.keys.sorted())
            #expect(folder.disk.fileNames == files.keys.sorted())
        }
    }

    @Test func `a segment that says nothing was before it needs no image`() throws {
        var folder = Folder([
            "image.0001": [], "journal.0001": Spelling.segment(generation: 1, base: 0, [Self.one]),
        ])
        let (journal, report) = try folder.open()
        #expect(journal.documents == ["a": [1]])
        #expect(report.image == nil)
        #expect(report.findings.count == 1)
    }

    @Test func `an unfinished image is told and taken away, and alone it is no state`() throws {
        var folder = Folder(["image.0004.new": [1]])
        var (journal, report) = try folder.open()
        #expect(report.findings == [.unfinishedImage(file: "image.0004.new")])
        journal.advance(on: &folder.disk, to: Keeper.start)
        #expect(folder.disk.fileNames == ["image.0005", "journal.0005"])
    }

    @Test func `an image without its segment is told`() throws {
        var folder = Folder(["image.0001": Self.image])
        let findings = try folder.open().report.findings
        #expect(findings == [.missingSegment(file: "journal.0001")])
    }

    @Test func `a damaged image that held what no other file does is counted`() throws {
        let newer = Spelling.image(generation: 2, base: 9, Self.one)
        var folder = Folder([
            "image.0001": Self.image,
            "journal.0001": Spelling.segment(generation: 1, base: 0, [Self.one, Self.two]),
            "image.0002": Array(newer.dropLast()),
        ])
        let (journal, report) = try folder.open()
        #expect(journal.lastBatch == 2)
        #expect(report.missingBatches == 7)
    }

    /// Fails the read of one file.
    private func open(
        _ folder: Folder, failing name: String
    ) throws(RecoveryFault) -> (journal: Journal, report: RecoveryReport) {
        var disk = UnreadableDisk(disk: folder.disk, name: name)
        return try Journal.open(on: &disk, now: Keeper.start)
    }

    @Test func `an image that cannot be read is passed over when the others hold all it held`()
        throws
    {
        var files = [
            "image.0001": Self.image,
            "journal.0001": Spelling.segment(generation: 1, base: 0, [Self.one, Self.two]),
            "image.0002": Spelling.image(generation: 2, base: 2, Self.one + Self.two),
            "journal.0002": Spelling.segment(generation: 2, base: 2, [Self.one]),
        ]
        let (journal, report) = try open(Folder(files), failing: "image.0002")
        let fault = StorageFault(.failing, in: .read, of: "image.0002")
        #expect(journal.lastBatch == 3)
        #expect(report.findings == [.unreadableImage(fault)])

        for missing in ["journal.0001", "journal.0002"] {
            var fewer = files
            fewer[missing] = nil
            #expect(throws: RecoveryFault.unreadable(fault)) {
                try open(Folder(fewer), failing: "image.0002")
            }
        }
        files["journal.0002"] = Spelling.segment(generation: 2, base: 3, [Self.one])
        #expect(throws: RecoveryFault.unreadable(fault)) {
            try open(Folder(files), failing: "image.0002")
        }
    }

    @Test func `a segment that cannot be read is refused: to begin without it is to lose it`() {
        let files = [
            "image.0001": Self.image,
            "journal.0001": Spelling.segment(generation: 1, base: 0, [Self.one]),
        ]
        let fault = StorageFault(.failing, in: .read, of: "journal.0001")
        #expect(throws: RecoveryFault.unreadable(fault)) {
            try open(Folder(files), failing: "journal.0001")
        }
    }

    @Test func `a folder that cannot be listed is refused`() throws {
        var folder = Folder(["image.0001": Self.image])
        folder.disk.fail(0..<1)
        #expect(folder.refusal() == .unreadable(StorageFault(.failing, in: .names)))
    }
}
