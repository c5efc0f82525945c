import Kernel
import Testing

struct SpareDescriptorTests {
    @Test func `a caller is told and turned away when no descriptor is left`() async {
        // The limit is the whole process's.
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            let address = try UnixAddress(path: folder("socket"))
            let listener = try UnixListener.listen(at: address)
            var spare = try SpareDescriptor()
            let first = try UnixSocket.connect(to: address)
            let second = try UnixSocket.connect(to: address)
            let hoard = try Hoard()

            #expect(throws: Errno.tooManyOpenFiles) { _ = try listener.accept() }
            #expect(try spare.refuse(at: listener, saying: [1, 2, 3]))
            var bytes: [UInt8] = []
            #expect(try first.receive(into: &bytes, atMost: 10) == .received(3))
            #expect(try first.receive(into: &bytes, atMost: 10) == .ended)
            #expect(bytes == [1, 2, 3])
            #expect(try second.receive(into: &bytes, atMost: 10) == .wouldBlock)
            // The reserve is there again.
            #expect(try spare.refuse(at: listener, saying: []))
            #expect(try second.receive(into: &bytes, atMost: 10) == .ended)
            #expect(try !spare.refuse(at: listener, saying: []))
            _ = consume hoard
        }
    }
}

/// Every descriptor that the process may still open.
private struct Hoard: ~Copyable {
    private var files: [Holder] = []

    private final class Holder {
        let file: File
        init(_ file: consuming File) { self.file = file }
    }

    init() throws {
        var limiter = try ChildProcess(
            "prlimit", arguments: ["--pid", "\(CurrentProcess.number)", "--nofile=64:64"])
        try #require(try limiter.wait() == .exited(0))
        _ = consume limiter
        do throws(Errno) {
            while true { files.append(Holder(try File(opening: "/dev/null", for: .read))) }
        } catch {
            #expect(error == .tooManyOpenFiles)
        }
    }
}
