import Kernel
import Testing

struct TransferTests {
    @Test func `reading appends after what is there and leaves it alone`() throws {
        let pipe = try Pipe()
        try pipe.writer?.writeAll([1, 2, 3, 4])
        var bytes: [UInt8] = [9, 8]
        let copy = bytes
        #expect(try pipe.reader.read(into: &bytes, atMost: 3) == 3)
        #expect(bytes == [9, 8, 1, 2, 3])
        #expect(copy == [9, 8])
        #expect(try pipe.reader.read(into: &bytes, atMost: 3) == 1)
        #expect(bytes == [9, 8, 1, 2, 3, 4])
    }

    @Test func `a failed read leaves the bytes as they were`() throws {
        let pipe = try Pipe()
        try pipe.reader.setNonblocking(true)
        var bytes: [UInt8] = [9]
        #expect(throws: Errno.wouldBlock) { try pipe.reader.read(into: &bytes, atMost: 100) }
        #expect(bytes == [9])
        #expect(try pipe.reader.read(into: &bytes, atMost: 0) == 0)
        #expect(bytes == [9])
    }

    @Test func `the part that was asked for is written`() throws {
        var pipe = try Pipe()
        let bytes: [UInt8] = [0, 1, 2, 3, 4]
        for range in [0..<5, 1..<3, 4..<5, 2..<2, 5..<5] {
            #expect(try pipe.writer?.write(bytes, range) == range.count)
        }
        pipe.writer = nil
        #expect(try pipe.reader.readAll(limit: 99) == [0, 1, 2, 3, 4, 1, 2, 4])
    }

    @Test func `a range outside the array stops the program`() async {
        await #expect(processExitsWith: .failure) {
            _ = try Pipe().writer?.write([1, 2], 1..<3)
        }
    }

    @Test func `as much as the limit is read whole, one byte more is refused`() throws {
        let folder = try TemporaryFolder()
        for size in [0, 1, 16_383, 16_384, 16_385, 40_000] {
            let bytes = [UInt8](repeating: 7, count: size)
            let file = try File(opening: folder("\(size)"), for: [.readWrite, .create])
            try file.write(bytes)
            #expect(try File(opening: folder("\(size)"), for: .read).readAll(limit: size) == bytes)
            guard size > 0 else { continue }
            #expect(throws: Errno.fileTooLarge) {
                try File(opening: folder("\(size)"), for: .read).readAll(limit: size - 1)
            }
        }
    }
}
