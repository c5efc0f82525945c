import Persistence
import Simulation
import Testing

struct FalseDiskTests {
    private let whole = Array(0..<100).map { UInt8($0) }

    /// A disk with one file, made but for what the body leaves out.
    private func disk(
        _ seed: UInt64, _ body: (inout FalseDisk) throws(StorageFault) -> Void
    ) throws(StorageFault) -> FalseDisk {
        var disk = FalseDisk(seed: seed, sectorBytes: 8)
        try disk.create("a")
        try disk.append(whole, to: "a")
        try body(&disk)
        return disk
    }

    /// What power cuts of many seeds leave of the file.
    private func survivors(
        _ body: (inout FalseDisk) throws(StorageFault) -> Void
    ) throws -> Set<[UInt8]?> {
        var found: Set<[UInt8]?> = []
        for seed in 0..<200 as Range<UInt64> {
            var disk = try disk(seed, body)
            disk.cutPower()
            found.insert(disk.bytes(of: "a"))
        }
        return found
    }

    @Test func `what is synced with its name outlasts a power cut`() throws {
        let found = try survivors { (disk) throws(StorageFault) in
            try disk.sync("a")
            try disk.syncFolder()
        }
        #expect(found == [whole])
    }

    @Test func `a name that is not synced may be lost with all its bytes`() throws {
        let found = try survivors { (disk) throws(StorageFault) in try disk.sync("a") }
        #expect(found == [whole, nil])
    }

    @Test func `of bytes that are not synced any part may be lost`() throws {
        let found = try survivors { (disk) throws(StorageFault) in try disk.syncFolder() }
        #expect(found.contains(whole))
        #expect(found.contains([]))
        #expect(found.contains { $0.map { $0.count == 100 && $0 != whole } == true })
        #expect(found.contains { $0.map { 0 < $0.count && $0.count < 100 } == true })
    }

    @Test func `a sync after a failed one promises and does not keep`() throws {
        let found = try survivors { (disk) throws(StorageFault) in
            try disk.syncFolder()
            disk.fail(disk.callCount..<disk.callCount + 1)
            try? disk.sync("a")
            try disk.sync("a")
        }
        #expect(found.contains([]))
    }

    @Test func `names of a failed folder sync may be lost though a later one succeeds`() throws {
        let found = try survivors { (disk) throws(StorageFault) in
            try disk.sync("a")
            disk.fail(disk.callCount..<disk.callCount + 1)
            try? disk.syncFolder()
            try disk.syncFolder()
        }
        #expect(found == [whole, nil])
    }

    @Test func `a rename that is not synced leaves either name`() throws {
        var found: Set<[String]> = []
        for seed in 0..<40 as Range<UInt64> {
            var disk = try disk(seed) { (disk) throws(StorageFault) in try disk.syncFolder() }
            try disk.rename("a", to: "b")
            #expect(disk.fileNames == ["b"])
            disk.cutPower()
            found.insert(disk.fileNames)
        }
        #expect(found == [["a"], ["b"]])
    }

    @Test func `a removed file may come back until the folder is synced`() throws {
        var found: Set<[String]> = []
        for seed in 0..<40 as Range<UInt64> {
            var disk = try disk(seed) { (disk) throws(StorageFault) in try disk.syncFolder() }
            try disk.remove("a")
            if seed % 2 == 0 { try disk.syncFolder() }
            disk.cutPower()
            found.insert(disk.fileNames)
            if seed % 2 == 0 { #expect(disk.fileNames == []) }
        }
        #expect(found == [["a"], []])
    }

    @Test func `the end of the program closes files and loses nothing`() throws {
        var disk = try disk(1) { (_) throws(StorageFault) in }
        disk.kill()
        #expect(disk.bytes(of: "a") == whole)
        #expect(throws: StorageFault(.other(9), in: .append, of: "a")) {
            try disk.append([1], to: "a")
        }
    }

    @Test func `calls fail by their numbers with the fault they are told`() throws {
        var disk = try disk(1) { (disk) throws(StorageFault) in disk.fail(2..<4, with: .full) }
        #expect(throws: StorageFault(.full, in: .append, of: "a")) {
            try disk.append([1, 2, 3], to: "a")
        }
        let bytes = try #require(disk.bytes(of: "a"))
        #expect([1, 2, 3].starts(with: bytes.dropFirst(100)))
        #expect(throws: StorageFault(.full, in: .names)) { try disk.names() }
        #expect(try disk.names() == ["a"])
        #expect(disk.callCount == 5)
    }

    @Test func `what a folder cannot do is refused`() throws {
        var disk = try disk(1) { (_) throws(StorageFault) in }
        #expect(throws: StorageFault(.other(17), in: .create, of: "a")) { try disk.create("a") }
        #expect(throws: StorageFault(.other(2), in: .read, of: "b")) {
            try disk.read("b", limit: 1)
        }
        #expect(throws: StorageFault(.other(27), in: .read, of: "a")) {
            try disk.read("a", limit: 99)
        }
        #expect(try disk.read("a", limit: 100) == whole)
    }

    @Test func `what a test damages or loses stays so`() throws {
        var disk = try disk(1) { (_) throws(StorageFault) in }
        disk.damage("a", [9])
        disk.damage("b", [8])
        disk.lose("c")
        disk.cutPower()
        #expect(disk.bytes(of: "a") == [9])
        #expect(disk.bytes(of: "b") == [8])
        disk.lose("a")
        #expect(disk.bytes(of: "a") == nil)
    }
}
