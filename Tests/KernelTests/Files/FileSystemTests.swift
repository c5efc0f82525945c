import Kernel
import Testing

struct FileSystemTests {
    @Test func `a renamed file takes the place of another`() throws {
        let folder = try TemporaryFolder()
        try File(opening: folder("old"), for: [.write, .create]).write([1])
        try File(opening: folder("new"), for: [.write, .create]).write([2, 2])
        try FileSystem.rename(folder("new"), to: folder("old"))
        #expect(try Folder.list(folder.path) == ["old"])
        #expect(try FileSystem.status(of: folder("old")).size == 2)
    }

    @Test func `a removed file is gone, and a second time is an error`() throws {
        let folder = try TemporaryFolder()
        _ = try File(opening: folder("file"), for: [.write, .create])
        try FileSystem.remove(folder("file"))
        #expect(throws: Errno.noSuchFile) { try FileSystem.remove(folder("file")) }
        #expect(throws: Errno.noSuchFile) { _ = try FileSystem.status(of: folder("file")) }
        #expect(throws: Errno.isAFolder) { try FileSystem.remove(folder.path) }
    }

    @Test(arguments: [0o600, 0o640, 0o000, 0o1777] as [UInt32])
    func `the mode is the one set`(mode: UInt32) throws {
        let folder = try TemporaryFolder()
        _ = try File(opening: folder("file"), for: [.write, .create])
        try FileSystem.setMode(of: folder("file"), to: mode)
        #expect(try FileSystem.status(of: folder("file")).mode == mode)
    }
}
