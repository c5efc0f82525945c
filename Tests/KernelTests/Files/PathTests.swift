import Kernel
import Testing

struct PathTests {
    @Test func `a path with NUL inside is refused, not cut`() throws {
        let folder = try TemporaryFolder()
        _ = try File(opening: folder("file"), for: [.write, .create])
        let path = folder("file\0other")
        #expect(throws: Errno.invalidArgument) { _ = try File(opening: path, for: .read) }
        #expect(throws: Errno.invalidArgument) { try FileSystem.remove(path) }
        for (source, target) in [(path, folder("new")), (folder("file"), path)] {
            #expect(throws: Errno.invalidArgument) { try FileSystem.rename(source, to: target) }
        }
        #expect(try Folder.list(folder.path) == ["file"])
    }
}
