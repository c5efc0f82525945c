import Foundation
import Kernel
import Testing

struct FolderTests {
    @Test func `names are listed by their bytes, without the folder and its parent`() throws {
        let folder = try TemporaryFolder()
        for name in ["b", "a.json", "B", "é", ".hidden", "a"] {
            _ = try File(opening: folder(name), for: [.write, .create])
        }
        #expect(try Folder.list(folder.path) == [".hidden", "B", "a", "a.json", "b", "é"])
        #expect(throws: Errno.notAFolder) { try Folder.list(folder("a")) }
        #expect(throws: Errno.noSuchFile) { try Folder.list(folder("missing")) }
    }

    @Test func `a temporary folder is new, empty and for its owner`() throws {
        let first = try TemporaryFolder()
        let second = try TemporaryFolder()
        #expect(first.path != second.path)
        #expect(try Folder.list(first.path) == [])
        let status = try FileSystem.status(of: first.path)
        #expect(status.kind == .folder && status.mode == 0o700)
    }

    @Test func `a folder is made once and removed when it is empty`() throws {
        let folder = try TemporaryFolder()
        try Folder.make(folder("inner"))
        #expect(throws: Errno.fileExists) { try Folder.make(folder("inner")) }
        _ = try File(opening: folder("inner/file"), for: [.write, .create])
        #expect(throws: Errno.folderNotEmpty) { try Folder.remove(folder("inner")) }
        try FileSystem.remove(folder("inner/file"))
        try Folder.sync(folder.path)
        try Folder.remove(folder("inner"))
        #expect(try Folder.list(folder.path) == [])
    }

    @Test func `a tree is removed without what its links name`() throws {
        let folder = try TemporaryFolder()
        let other = try TemporaryFolder()
        _ = try File(opening: other("kept"), for: [.write, .create])
        try Folder.make(folder("tree"))
        try Folder.make(folder("tree/inner"))
        _ = try File(opening: folder("tree/inner/file"), for: [.write, .create])
        try FileManager.default.createSymbolicLink(
            atPath: folder("tree/link"), withDestinationPath: other.path)
        try Folder.removeTree(folder("tree"))
        #expect(try Folder.list(folder.path) == [])
        #expect(try Folder.list(other.path) == ["kept"])
    }
}
