import Foundation
import Kernel
import Seeding
import Testing

struct FileTests {
    @Test(arguments: 1...10)
    func `writes at any offset give the bytes that an array would hold`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let folder = try TemporaryFolder()
        let file = try File(opening: folder("file"), for: [.readWrite, .create])
        var expected: [UInt8] = []
        for _ in 0..<50 {
            let bytes = random.bytes(Int.random(in: 0...300, using: &random))
            let offset = Int.random(in: 0...1_000, using: &random)
            try file.write(bytes, at: offset)
            let missing = max(0, offset + bytes.count - expected.count)
            if !bytes.isEmpty { expected += [UInt8](repeating: 0, count: missing) }
            expected.replaceSubrange(
                min(offset, expected.count)..<min(offset + bytes.count, expected.count),
                with: bytes)
            let start = Int.random(in: 0...1_500, using: &random)
            var read: [UInt8] = []
            _ = try file.read(into: &read, atMost: 200, from: start)
            #expect(read == Array(expected.dropFirst(start).prefix(200)), "seed \(seed)")
        }
        #expect(try file.status().size == expected.count)
    }

    @Test func `appending goes to the end, whoever else has written`() throws {
        let folder = try TemporaryFolder()
        let first = try File(opening: folder("file"), for: [.write, .create, .append])
        let second = try File(opening: folder("file"), for: [.write, .append])
        try first.write([1])
        try second.write([2])
        try first.write([3])
        try first.sync()
        #expect(try File(opening: folder("file"), for: .read).readAll(limit: 9) == [1, 2, 3])
    }

    @Test func `a file that is made is for its owner, and exclusive means new`() throws {
        let folder = try TemporaryFolder()
        let path = folder("file")
        #expect(throws: Errno.noSuchFile) { _ = try File(opening: path, for: .read) }
        let file = try File(opening: path, for: [.write, .create, .exclusive])
        #expect(try file.status().mode == 0o600)
        #expect(throws: Errno.fileExists) {
            _ = try File(opening: path, for: [.write, .create, .exclusive])
        }
    }

    @Test func `a link is followed unless that is refused`() throws {
        let folder = try TemporaryFolder()
        _ = try File(opening: folder("file"), for: [.write, .create])
        try FileManager.default.createSymbolicLink(
            atPath: folder("link"), withDestinationPath: folder("file"))
        _ = try File(opening: folder("link"), for: .read)
        #expect(throws: Errno.tooManySymbolicLinks) {
            _ = try File(opening: folder("link"), for: [.read, .withoutFollowingLinks])
        }
    }

    @Test func `a file is cut, lengthened and emptied`() throws {
        let folder = try TemporaryFolder()
        let file = try File(opening: folder("file"), for: [.readWrite, .create])
        try file.write([1, 2, 3])
        try file.resize(to: 1)
        try file.resize(to: 3)
        #expect(try File(opening: folder("file"), for: .read).readAll(limit: 9) == [1, 0, 0])
        _ = try File(opening: folder("file"), for: [.write, .truncate])
        #expect(try file.status().size == 0)
    }

    @Test func `a locked file is another's until it is closed`() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            let file = try File(opening: folder("file"), for: [.write, .create])
            #expect(try file.lock())
            #expect(try file.lock())
            let other = try File(opening: folder("file"), for: .write)
            #expect(try !other.lock())
            try file.close()
            #expect(try other.lock())
        }
    }

    @Test func `a full disk is told`() throws {
        let file = try File(opening: "/dev/full", for: .write)
        #expect(throws: Errno.noSpace) { try file.write([1]) }
        #expect(throws: Errno.noSpace) { try file.write([1], at: 0) }
    }
}
