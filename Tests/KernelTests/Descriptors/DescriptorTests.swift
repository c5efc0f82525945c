import Glibc
import Kernel
import Testing

struct DescriptorTests {
    @Test func `a descriptor is closed when its owner lets it go`() async {
        await #expect(processExitsWith: .success) {
            var pipe = try Pipe()
            #expect(try pipe.reader.wait(for: .read, atMost: 0) == [])
            pipe.writer = nil
            #expect(try pipe.reader.wait(for: .read, atMost: 0) == .hangUp)
        }
    }

    @Test func `a descriptor that is given up stays open`() async {
        await #expect(processExitsWith: .success) {
            var pipe = try Pipe()
            let number = try owned(pipe.writer.take()).release()
            #expect(try pipe.reader.wait(for: .read, atMost: 0) == [])
            let owner = Descriptor(owning: number)
            try owner.close()
            #expect(try pipe.reader.wait(for: .read, atMost: 0) == .hangUp)
        }
    }

    @Test func `a nonblocking descriptor fails instead of waiting, and can be made to wait again`()
        throws
    {
        let pipe = try Pipe()
        var bytes: [UInt8] = []
        try pipe.reader.setNonblocking(true)
        #expect(throws: Errno.wouldBlock) { try pipe.reader.read(into: &bytes, atMost: 1) }
        try pipe.reader.setNonblocking(false)
        try pipe.writer?.writeAll([5])
        #expect(try pipe.reader.read(into: &bytes, atMost: 9) == 1)
        #expect(bytes == [5])
    }

    @Test func `what this module opens is closed in programs it starts`() throws {
        let folder = try TemporaryFolder()
        let address = try UnixAddress(path: folder("socket"))
        let listener = try UnixListener.listen(at: address)
        let pair = try Pair()
        let client = try UnixSocket.connect(to: address)
        let server = try owned(listener.accept())
        let pipe = try Pipe()
        let file = try File(opening: "/dev/null", for: .read)
        let bell = try EventDescriptor()
        let process = try owned(pair.first.peerProcess())
        for number in [
            listener.descriptor.number, client.descriptor.number, server.descriptor.number,
            pair.first.descriptor.number, pair.second.descriptor.number, pipe.reader.number,
            file.descriptor.number, bell.descriptor.number, process.number,
        ] {
            #expect(fcntl(number, F_GETFD, 0) == FD_CLOEXEC)
        }
    }
}
