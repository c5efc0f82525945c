import Kernel
import Testing

struct MappedFileTests {
    private func file(_ count: Int, in folder: borrowing TemporaryFolder) throws -> File {
        let file = try File(opening: folder("file"), for: [.readWrite, .create])
        try file.allocate(count)
        return file
    }

    @Test func `what is stored is in the file at once, and in the next mapping of it`() throws {
        let folder = try TemporaryFolder()
        let file = try file(8192, in: folder)
        var mapped = try MappedFile(file, count: 8192)
        mapped.write([1, 2, 3], at: 8189)
        mapped.publish(UInt64(0x0807_0605_0403_0201).littleEndian, at: 16)
        let bytes = try File(opening: folder("file"), for: .read).readAll(limit: 8192)
        #expect(Array(bytes[16..<24]) == [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(Array(bytes[8189...]) == [1, 2, 3])
        let other = try MappedFile(file, count: 8192)
        #expect(other.read(8188..<8192) == [0, 1, 2, 3])
        #expect(UInt64(littleEndian: other.word(at: 16)) == 0x0807_0605_0403_0201)
    }

    @Test func `room is set aside for all of it, or there is none`() throws {
        let folder = try TemporaryFolder()
        let file = try file(12_345, in: folder)
        #expect(try file.status().size == 12_345)
        #expect(throws: Errno.self) { try file.allocate(1 << 60) }
        let reader = try File(opening: folder("file"), for: .read)
        #expect(throws: Errno.self) { try reader.allocate(20_000) }
    }

    @Test func `a file that is open for reading alone is not mapped`() throws {
        let folder = try TemporaryFolder()
        _ = try file(4096, in: folder)
        let reader = try File(opening: folder("file"), for: .read)
        #expect(throws: Errno.permissionDenied) { _ = try MappedFile(reader, count: 4096) }
    }

    @Test func `a store beyond the end stops the process`() async {
        await #expect(processExitsWith: .signal(4)) {
            let folder = try TemporaryFolder()
            let file = try File(opening: folder("file"), for: [.readWrite, .create])
            try file.allocate(4096)
            var mapped = try MappedFile(file, count: 4096)
            mapped.write([1, 2], at: 4095)
        }
    }
}
