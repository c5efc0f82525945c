import JSON
package import Kernel
import Wire

/// One connection that watches the pool while a load runs, and reads whatever it is told.
package final class WatchConnection {
    private let socket: UnixSocket
    private var input: [UInt8] = []
    private var frames = FrameReader(limit: WireLimits.responseBytes)
    /// Events that have come, and answers, should the watch be refused.
    package private(set) var messages = 0

    /// Begins to watch every provider.
    package init(_ address: UnixAddress) throws(Errno) {
        socket = try UnixSocket.connect(to: address)
        var request: [UInt8] = []
        FrameWriter.append(to: &request) { writer in
            writer.beginObject()
            writer.name("id")
            writer.integer(1)
            writer.name("jsonrpc")
            writer.string("2.0")
            writer.name("method")
            writer.string(Method.watch.rawValue)
            writer.endObject()
        }
        // A new connection takes so short a frame whole.
        guard try socket.send(request, 0..<request.count) == request.count else {
            throw .brokenPipe
        }
    }

    /// Starts to listen for events.
    func watch(_ epoll: borrowing Epoll, token: UInt64) throws(Errno) {
        try epoll.add(socket.descriptor, token: token, for: .read)
    }

    /// Reads what has come; answers whether the server is still there.
    package func advance() throws(Errno) -> Bool {
        input.removeAll(keepingCapacity: true)
        switch try socket.receive(into: &input, atMost: WireLimits.turnBytes) {
        case .received: frames.append(input)
        case .wouldBlock: return true
        case .ended: return false
        }
        while (try? frames.next()) != nil { messages += 1 }
        frames.compact()
        return true
    }
}
