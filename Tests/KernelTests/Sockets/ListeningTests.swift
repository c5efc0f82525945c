import Kernel
import Testing

struct ListeningTests {
    @Test func `a listener answers at its path with mode 0600 and leaves nothing else`() throws {
        let folder = try TemporaryFolder()
        let address = try UnixAddress(path: folder("lease.sock"))
        let listener = try UnixListener.listen(at: address)
        let client = try UnixSocket.connect(to: address)
        let server = try owned(listener.accept())
        #expect(try client.send([1, 2, 3], 0..<3) == 3)
        var bytes: [UInt8] = [9]
        #expect(try server.receive(into: &bytes, atMost: 100) == .received(3))
        #expect(bytes == [9, 1, 2, 3])
        let status = try FileSystem.status(of: address.path)
        #expect(status.mode == 0o600)
        #expect(status.kind == .socket)
        #expect(try Folder.list(folder.path) == ["lease.sock"])
    }
}
