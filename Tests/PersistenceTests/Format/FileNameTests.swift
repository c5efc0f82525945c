import Leasing
import Persistence
import Simulation
import Testing

struct FileNameTests {
    @Test(arguments: [
        "image", "image.", "image.1", "image.00001", "image.0001.old", "image.0001.new.new",
        "image.+001", "Image.0001", "journal.0001.new", "journal", ".0001", "", "lock",
        "image.18446744073709551615", "image.99999999999999999999",
    ])
    func `another file's name is left alone`(name: String) throws {
        var folder = Folder([name: [1, 2, 3]])
        var (journal, report) = try folder.open()
        #expect(report.findings == [])
        journal.advance(on: &folder.disk, to: Keeper.start)
        #expect(folder.disk.fileNames.sorted() == [name, "image.0001", "journal.0001"].sorted())
    }

    @Test func `generations go on from the largest number that any file has`() throws {
        for name in ["image.9999.new", "image.9999", "journal.9999"] {
            var files = [name: Spelling.image(generation: 9999, base: 0, [])]
            if name == "journal.9999" {
                files[name] = Spelling.segment(generation: 9999, base: 0, [])
            }
            var folder = Folder(files)
            var journal = try folder.open().journal
            journal.advance(on: &folder.disk, to: Keeper.start)
            #expect(folder.disk.fileNames.contains("image.10000"))
            #expect(folder.disk.fileNames.contains("journal.10000"))
        }
    }

    @Test func `generations are in the order of their numbers`() throws {
        var folder = Folder([
            "image.9999": Spelling.image(generation: 9999, base: 1, Spelling.put("a", [1])),
            "image.10000": Spelling.image(generation: 10_000, base: 2, Spelling.put("a", [2])),
        ])
        #expect(try folder.open().report.image == "image.10000")
    }
}
