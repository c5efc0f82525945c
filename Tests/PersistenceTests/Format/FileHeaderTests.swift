import Leasing
import Persistence
import Simulation
import Testing

struct FileHeaderTests {
    @Test func `files begin with the header that the format demands`() throws {
        var keeper = try Keeper()
        keeper.pass(.zero)
        for generation in 1...2 as ClosedRange<UInt64> {
            let image = try #require(keeper.disk.bytes(of: "image.000\(generation)"))
            let segment = try #require(keeper.disk.bytes(of: "journal.000\(generation)"))
            let base = keeper.journal.lastBatch
            #expect(
                Array(image.prefix(32))
                    == Spelling.header(Spelling.image, generation: generation, base: base))
            #expect(
                segment == Spelling.header(Spelling.segment, generation: generation, base: base))
            keeper.put("a", "1")
            try keeper.killAndRestart()
            keeper.pass(.zero)
        }
    }

    @Test func `a file that only a newer program can read is refused by name`() throws {
        let newer = Spelling.header(
            Spelling.image, version: 3, oldestReader: 2, generation: 2, base: 0)
        let older = Spelling.image(generation: 1, base: 0, [])
        var folder = Folder(["image.0001": older, "image.0002": newer])
        #expect(folder.refusal() == .unsupportedVersion(file: "image.0002", oldestReader: 2))

        let segment = Spelling.header(
            Spelling.segment, version: 2, oldestReader: 2, generation: 1, base: 0)
        folder = Folder(["image.0001": older, "journal.0001": segment])
        #expect(folder.refusal() == .unsupportedVersion(file: "journal.0001", oldestReader: 2))
    }

    @Test func `a newer file that this version may read is read`() throws {
        let segment =
            Spelling.header(Spelling.segment, version: 2, generation: 1, base: 0)
            + Spelling.frame(
                Spelling.segment, generation: 1, number: 1, durable: 0, Spelling.put("a", [1]))
        var folder = Folder(["journal.0001": segment])
        #expect(try folder.open().journal.documents == ["a": [1]])
    }

    @Test(arguments: [
        Spelling.header(Spelling.segment, generation: 1, base: 0),
        Spelling.header(Spelling.image, generation: 2, base: 0),
        Spelling.header(Spelling.image, generation: 1, base: 1 << 54),
        Spelling.header(Spelling.image, generation: 1, base: 0).dropLast() + [0],
    ])
    func `a header of another file, or of none, is damage`(header: [UInt8]) throws {
        var folder = Folder(["image.0001": header])
        guard case .nothingValid(let damages)? = folder.refusal() else {
            Issue.record("the file is accepted")
            return
        }
        #expect(damages.map(\.reason) == [.header])
        #expect(damages.map(\.file) == ["image.0001"])
    }
}
