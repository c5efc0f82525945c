package import Kernel

/// The fastest answer a program can give over a Unix socket: it cuts the bytes into frames, looks
/// at none, and answers each with the same bytes. What a real server adds shows against it.
package struct FloorServer: ~Copyable {
    private let listener: UnixListener
    private var epoll: Epoll
    private var connections: [UInt64: FloorConnection] = [:]
    private var lastToken: UInt64 = 0

    /// A server that nobody has used for so long ends, so that none is left behind (30 s).
    private static let patience: UInt64 = 30_000_000_000

    private init(_ listener: consuming UnixListener, _ epoll: consuming Epoll) {
        self.listener = listener
        self.epoll = epoll
    }

    /// Listens at an address.
    package static func listen(at address: UnixAddress) throws(ListeningFault) -> FloorServer {
        let listener = try UnixListener.listen(at: address)
        do throws(Errno) {
            let epoll = try Epoll(eventsPerWait: 256)
            try epoll.add(listener.descriptor, token: 0, for: .read)
            return FloorServer(listener, epoll)
        } catch {
            throw .system(error)
        }
    }

    /// Answers until nobody has been connected for a while.
    package mutating func serve() throws(Errno) {
        while try turn(atMost: Self.patience) || !connections.isEmpty {}
    }

    /// Answers who is ready; whether anybody was.
    package mutating func turn(atMost nanoseconds: UInt64) throws(Errno) -> Bool {
        let count = try epoll.wait(atMost: nanoseconds)
        for index in 0..<count {
            let token = epoll.event(at: index).token
            if token == 0 {
                try accept()
            } else if let connection = connections[token], !connection.answer() {
                connections[token] = nil
            }
        }
        return count > 0
    }

    private mutating func accept() throws(Errno) {
        while let socket = try listener.accept() {
            lastToken += 1
            try epoll.add(socket.descriptor, token: lastToken, for: .read)
            connections[lastToken] = FloorConnection(socket)
        }
    }
}

/// One caller of the floor.
final class FloorConnection {
    private let socket: UnixSocket
    private var input: [UInt8] = []
    private var output: [UInt8] = []

    /// As long as the answer to a Select, header included.
    private static let reply = makeReply(bytes: 420)

    init(_ socket: consuming UnixSocket) {
        self.socket = socket
    }

    /// Answers every whole frame that is there; `false` when the caller has gone.
    func answer() -> Bool {
        do throws(Errno) {
            switch try socket.receive(into: &input, atMost: 65_536) {
            case .received: break
            case .wouldBlock: return true
            case .ended: return false
            }
            var start = 0
            while input.count - start >= 4 {
                let length =
                    Int(input[start]) << 24 | Int(input[start + 1]) << 16
                    | Int(input[start + 2]) << 8 | Int(input[start + 3])
                guard input.count - start - 4 >= length else { break }
                start += 4 + length
                output.append(contentsOf: Self.reply)
            }
            if start == input.count {
                input.removeAll(keepingCapacity: true)
            } else {
                input.removeFirst(start)
            }
            return try flush()
        } catch {
            return false
        }
    }

    /// A caller that takes no answers is let go: a closed loop always does.
    private func flush() throws(Errno) -> Bool {
        guard !output.isEmpty else { return true }
        let count = try socket.send(output, 0..<output.count)
        let isWhole = count == output.count
        output.removeAll(keepingCapacity: true)
        return isWhole
    }

    private static func makeReply(bytes: Int) -> [UInt8] {
        let text =
            "{\"jsonrpc\":\"2.0\",\"result\":{\"lease\":"
            + "{\"lease_id\":\"AAAAAAAAAAAAAAAAAAAAAA\"}}}"
        let header = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: bytes >> $0) }
        let space = [UInt8](repeating: UInt8(ascii: " "), count: bytes - text.utf8.count)
        return header + Array(text.utf8) + space
    }
}
