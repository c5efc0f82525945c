import Foundation
import Kernel
import Testing

struct FileStatusTests {
    @Test func `each kind of file is known`() throws {
        let folder = try TemporaryFolder()
        _ = try File(opening: folder("file"), for: [.write, .create])
        _ = try UnixListener.listen(at: try UnixAddress(path: folder("socket")))
        try FileManager.default.createSymbolicLink(
            atPath: folder("link"), withDestinationPath: "file")
        let pipe = try Kernel.Pipe()
        #expect(try FileSystem.status(of: folder("file")).kind == .regular)
        #expect(try FileSystem.status(of: folder.path).kind == .folder)
        #expect(try FileSystem.status(of: folder("socket")).kind == .socket)
        #expect(try FileSystem.status(of: folder("link")).kind == .regular)
        #expect(
            try FileSystem.status(of: folder("link"), followingLinks: false).kind == .symbolicLink)
        #expect(try FileSystem.status(of: "/dev/null").kind == .device)
        #expect(try FileSystem.status(of: "/dev/fd/\(pipe.reader.number)").kind == .pipe)
    }

    @Test func `a file's owner, length, time and number are told`() throws {
        let folder = try TemporaryFolder()
        let before = Clock.sinceEpoch
        let file = try File(opening: folder("file"), for: [.write, .create])
        try file.write([1, 2, 3])
        let status = try file.status()
        #expect(status == (try FileSystem.status(of: folder("file"))))
        #expect(status.user == CurrentProcess.user)
        #expect(status.size == 3)
        // The kernel stamps files with the time of its last tick.
        #expect((before - 20_000_000...Clock.sinceEpoch).contains(status.modified))
        _ = try File(opening: folder("other"), for: [.write, .create])
        let other = try FileSystem.status(of: folder("other"))
        #expect(other.device == status.device && other.number != status.number)
    }
}
