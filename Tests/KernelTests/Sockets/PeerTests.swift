import Kernel
import Testing

struct PeerTests {
    @Test func `the kernel vouches for who connected`() throws {
        let pair = try Pair()
        let credentials = try pair.first.peerCredentials()
        #expect(credentials.process == CurrentProcess.number)
        #expect(credentials.user == CurrentProcess.user)
    }

    @Test func `the peer's process is readable from the moment it is killed`() throws {
        let folder = try TemporaryFolder()
        let address = try UnixAddress(path: folder("socket"))
        let listener = try UnixListener.listen(at: address)
        let script = """
            import socket, sys
            caller = socket.socket(socket.AF_UNIX)
            caller.connect(sys.argv[1])
            caller.recv(1)
            """
        var child = try ChildProcess("python3", arguments: ["-c", script, address.path])
        let second: UInt64 = 1_000_000_000
        try #require(try listener.descriptor.wait(for: .read, atMost: 30 * second) == .read)
        let peer = try owned(listener.accept())
        #expect(try peer.peerCredentials().process == child.number)
        let process = try owned(peer.peerProcess())
        #expect(try process.wait(for: .read, atMost: 0) == [])

        try child.send(signal: 9)
        #expect(try process.wait(for: .read, atMost: 30 * second).contains(.read))
        #expect(try child.wait() == .killed(signal: 9))
        var bytes: [UInt8] = []
        #expect(try peer.receive(into: &bytes, atMost: 1) == .ended)
    }
}
