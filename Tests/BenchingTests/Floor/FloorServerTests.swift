import Benching
import Kernel
import Testing

struct FloorServerTests {
    private static let answerBytes = 424

    /// Lets the server work until so many bytes have come, or nothing more happens.
    private func answers(
        _ client: borrowing UnixSocket, _ server: inout FloorServer, atLeast count: Int
    ) throws -> Int {
        var bytes: [UInt8] = []
        while bytes.count < count, try server.turn(atMost: 5_000_000_000) {
            _ = try client.receive(into: &bytes, atMost: 1 << 20)
        }
        return bytes.count
    }

    @Test func `each frame has one answer, whole or in pieces`() throws {
        let folder = try TemporaryFolder()
        var server = try FloorServer.listen(at: folder.address("s"))
        let client = try UnixSocket.connect(to: folder.address("s"))
        let frame: [UInt8] = [0, 0, 0, 2, 0x7b, 0x7d]
        try client.sendAll(frame + frame + frame.prefix(5))
        #expect(
            try answers(client, &server, atLeast: 2 * Self.answerBytes) == 2 * Self.answerBytes)
        try client.sendAll([0x7d])
        #expect(try answers(client, &server, atLeast: 1) == Self.answerBytes)
    }

    @Test func `a caller that goes is forgotten and the others are served`() throws {
        let folder = try TemporaryFolder()
        var server = try FloorServer.listen(at: folder.address("s"))
        do {
            _ = try UnixSocket.connect(to: folder.address("s"))
        }
        let client = try UnixSocket.connect(to: folder.address("s"))
        try client.sendAll([0, 0, 0, 1, 0x20])
        #expect(try answers(client, &server, atLeast: 1) == Self.answerBytes)
    }

    @Test func `a second floor at the same path is refused`() throws {
        let folder = try TemporaryFolder()
        let server = try FloorServer.listen(at: folder.address("s"))
        let address = try folder.address("s")
        #expect(throws: ListeningFault.inUse) { _ = try FloorServer.listen(at: address) }
        _ = consume server
    }
}
