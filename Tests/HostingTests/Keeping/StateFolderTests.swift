import Glibc
import Hosting
import Kernel
import Persistence
import Testing

struct StateFolderTests {
    private func folder(_ temporary: TemporaryFolder) throws -> StateFolder {
        let own = try OwnFolder.take(state: temporary("state"), runtime: nil)
        return try StateFolder(try #require(own.first))
    }

    @Test func `what is written is read, and only its owner may`() throws {
        let temporary = try TemporaryFolder()
        var folder = try folder(temporary)
        try folder.create("image.0001.new")
        try folder.append([1, 2], to: "image.0001.new")
        try folder.sync("image.0001.new")
        try folder.rename("image.0001.new", to: "image.0001")
        try folder.append([3], to: "image.0001")
        folder.close("image.0001")
        try folder.syncFolder()
        #expect(try folder.names() == ["image.0001", "lock"])
        #expect(try folder.read("image.0001", limit: 3) == [1, 2, 3])
        #expect(try FileSystem.status(of: temporary("state/image.0001")).mode == 0o600)
        try folder.remove("image.0001")
        #expect(try folder.names() == ["lock"])
    }

    @Test func `a fault names its call and its file`() throws {
        let temporary = try TemporaryFolder()
        var folder = try folder(temporary)
        #expect(throws: StorageFault(.other(ENOENT), in: .read, of: "a")) {
            _ = try folder.read("a", limit: 9)
        }
        try folder.create("a")
        #expect(throws: StorageFault(.other(EEXIST), in: .create, of: "a")) {
            try folder.create("a")
        }
        try folder.append([1, 2, 3], to: "a")
        #expect(throws: StorageFault(.other(EFBIG), in: .read, of: "a")) {
            _ = try folder.read("a", limit: 2)
        }
        folder.close("a")
        #expect(throws: StorageFault(.other(EBADF), in: .append, of: "a")) {
            try folder.append([1], to: "a")
        }
        #expect(throws: StorageFault(.other(EBADF), in: .sync, of: "a")) { try folder.sync("a") }
        #expect(throws: StorageFault(.other(ENOENT), in: .remove, of: "b")) {
            try folder.remove("b")
        }
        #expect(throws: StorageFault(.other(ENOENT), in: .rename, of: "b")) {
            try folder.rename("b", to: "c")
        }
    }

    @Test func `a full device is told from others`() throws {
        #expect(StorageFault.Kind(.noSpace) == .full)
        #expect(StorageFault.Kind(.quotaExceeded) == .full)
        #expect(StorageFault.Kind(.inputOutput) == .failing)
        #expect(StorageFault.Kind(.readOnlyFileSystem) == .other(EROFS))
    }

    @Test func `what else lies in the folder is left alone`() throws {
        let temporary = try TemporaryFolder()
        do { _ = try folder(temporary) }
        try temporary.write("state/notes", "", mode: 0o644)
        try Folder.make(temporary("state/lost+found"))
        var folder = try folder(temporary)
        #expect(try folder.names() == ["lock", "lost+found", "notes"])
    }

    @Test func `a file that others can reach, or that is none, is not used`() throws {
        let temporary = try TemporaryFolder()
        do {
            var folder = try folder(temporary)
            try folder.create("image.0001")
        }
        try FileSystem.setMode(of: temporary("state/image.0001"), to: 0o644)
        let path = temporary("state/image.0001")
        #expect(
            throws: StartFault(
                .cannotCreate,
                "cannot use the file \(path): others can reach it (mode 0644); "
                    + "mend it with: chmod 600 \(path)")
        ) { _ = try folder(temporary) }
        try FileSystem.remove(path)
        _ = unsafe symlink("/etc/passwd", path)
        #expect(
            throws: StartFault(.cannotCreate, "cannot use the file \(path): it is no regular file")
        ) { _ = try folder(temporary) }
    }
}
