import Benching
import Kernel
import Testing

struct WatchConnectionTests {
    /// What the server sends besides its answer, in pieces that are no frames.
    private static func frame(_ text: String) -> [UInt8] {
        [0, 0, 0, UInt8(text.utf8.count)] + Array(text.utf8)
    }

    @Test func `it asks to watch, and counts what it is told`() throws {
        let folder = try TemporaryFolder()
        let address = try folder.address("s")
        let listener = try UnixListener.listen(at: address)
        let watcher = try WatchConnection(address)
        guard let socket = try listener.accept() else {
            Issue.record("nobody has connected")
            return
        }
        var request: [UInt8] = []
        _ = try socket.receive(into: &request, atMost: 1000)
        let wanted = #"{"id":1,"jsonrpc":"2.0","method":"Watch"}"#
        #expect(request == Self.frame(wanted))
        #expect(try watcher.advance())
        #expect(watcher.messages == 0)
        let bytes = Self.frame("{}") + Self.frame("[1]")
        for piece in [bytes.prefix(5), bytes.dropFirst(5)] {
            _ = try socket.send(Array(piece), 0..<piece.count)
            #expect(try watcher.advance())
        }
        #expect(watcher.messages == 2)
    }

    @Test func `a server that closes ends it`() throws {
        let folder = try TemporaryFolder()
        let address = try folder.address("s")
        let listener = try UnixListener.listen(at: address)
        let watcher = try WatchConnection(address)
        _ = try listener.accept()
        #expect(throws: Errno.connectionReset) { _ = try watcher.advance() }
        #expect(throws: Errno.self) { try WatchConnection(try folder.address("none")) }
    }
}
