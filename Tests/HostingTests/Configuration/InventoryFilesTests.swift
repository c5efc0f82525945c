import Hosting
import Kernel
import Leasing
import Serving
import Testing

struct InventoryFilesTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func faults(_ paths: String...) throws -> [String] {
        let reading = Inventories.read(folder, paths)
        return try #require(throws: StartFault.self) { try reading.get() }.lines
    }

    private func good(_ id: String) -> String { "{\"accounts\":[\(Inventories.account(id))]}" }

    @Test func `a folder's files are read in the order of their names`() throws {
        try folder.write("2.json", good("two"))
        try folder.write("10.json", good("ten"))
        try folder.write(".hidden.json", "{")
        try folder.write("note.txt", "{")
        for path in [folder.path, folder.path + "/"] {
            let entries = try Inventories.read(folder, [path]).get().inventory.entries
            #expect(entries.map(\.account.id) == ["ten", "two"])
        }
    }

    @Test func `the mistakes of all files are told at once, by file and line`() throws {
        try folder.write("b.json", "{\"accounts\":[\n{}]}")
        try folder.write("a.json", "{\"accounts\": [1,]\n}")
        try folder.write("c.json", "{\"acounts\":[]}")
        #expect(
            try faults(folder.path) == [
                "a.json:1:17: a comma must not stand before a closing bracket",
                "b.json:2: accounts[0].id: is missing",
                "b.json:2: accounts[0].provider: is missing",
                "b.json:2: accounts[0].credential: is missing",
                "c.json:1: unknown key \"acounts\"; did you mean \"accounts\"?",
            ])
    }

    @Test func `no path is no inventory`() throws {
        #expect(try faults() == ["no inventory: give --accounts PATH"])
    }

    @Test func `what is not there is told`() throws {
        #expect(
            try faults(folder("no.json"))
                == ["no.json: cannot be read: No such file or directory (ENOENT)"])
    }

    @Test func `a folder without inventories is told`() throws {
        #expect(try faults(folder.path) == ["\(folder.path): the folder has no *.json file"])
    }

    @Test func `an inventory without accounts is told`() throws {
        #expect(try faults(try folder.write("a.json", "{}")) == ["a.json: names no account"])
    }

    @Test func `what is no file is refused without waiting`() throws {
        try Pipes.make(folder("a.json"))
        try Folder.make(folder("b.json"))
        #expect(
            try faults(folder.path)
                == ["a.json: is not a regular file", "b.json: is not a regular file"])
        #expect(try faults(folder("a.json")) == ["a.json: is not a regular file"])
    }

    @Test func `a link is what it leads to`() throws {
        let path = try folder.write("real", good("a"))
        try Links.make(folder("a.json"), to: path)
        #expect(try Inventories.read(folder, [folder("a.json")]).get().inventory.entries.count == 1)
        try Pipes.make(folder("pipe"))
        try Links.make(folder("b.json"), to: folder("pipe"))
        #expect(try faults(folder("b.json")) == ["b.json: is not a regular file"])
    }

    @Test func `a file that is named twice is read once`() throws {
        let path = try folder.write("a.json", good("a"))
        #expect(try faults(path, folder.path) == ["a.json: is read before, as a.json"])
    }

    @Test func `a file has an end`() throws {
        try folder.write("a.json", [UInt8](repeating: 0x20, count: 16 << 20 + 1))
        #expect(try faults(folder("a.json")) == ["a.json: is larger than 16 MiB"])
    }

    @Test func `a truncated file is told at its last line`() throws {
        try folder.write("a.json", "{\"accounts\": [\n")
        #expect(
            try faults(folder("a.json"))
                == ["a.json:1:16: the file ends before the text is complete"])
    }
}
