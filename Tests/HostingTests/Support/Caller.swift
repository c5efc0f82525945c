import Glibc
import JSON
import Kernel

/// A client's end of a connection, told and asked by the test without waiting.
final class Caller {
    private var socket: UnixSocket?
    private var received: [UInt8] = []
    private var number = 0
    /// Whether the daemon has closed the connection.
    private(set) var isClosed = false

    init(to path: String) throws {
        socket = try UnixSocket.connect(to: UnixAddress(path: path), isNonblocking: true)
    }

    /// Sends a request, and answers its number.
    @discardableResult
    func ask(_ method: String, _ params: String = "{}") throws -> Int {
        number += 1
        let text = #"{"jsonrpc":"2.0","id":\#(number),"method":"\#(method)","params":\#(params)}"#
        try send(Self.frame(text))
        return number
    }

    /// The bytes of a frame.
    static func frame(_ text: String) -> [UInt8] {
        let count = UInt32(text.utf8.count)
        let header = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) }
        return header + Array(text.utf8)
    }

    func send(_ bytes: [UInt8]) throws {
        let count = try socket?.send(bytes, 0..<bytes.count)
        guard count == bytes.count else { throw Missing() }
    }

    /// Says that nothing more will be sent.
    func endSending() throws { try socket?.endSending() }

    /// Says that nothing more will be read.
    func stopReading() throws {
        guard let number = socket?.descriptor.number, shutdown(number, Int32(SHUT_RD)) == 0 else {
            throw Missing()
        }
    }

    /// Closes the connection, whatever has not been read.
    func disconnect() { socket = nil }

    /// Waits until something has arrived.
    func wait() throws {
        _ = try socket?.descriptor.wait(for: .read, atMost: 30_000_000_000)
    }

    /// The next whole message that has arrived.
    func take() throws -> JSONValue? {
        while try !isClosed && receive() {}
        guard received.count >= 4 else { return nil }
        let count = received.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard received.count >= 4 + count else { return nil }
        defer { received.removeFirst(4 + count) }
        return try JSONValue.parse(Array(received[4..<(4 + count)]))
    }

    private func receive() throws -> Bool {
        do throws(Errno) {
            switch try socket?.receive(into: &received, atMost: 65_536) {
            case .received: return true
            case .wouldBlock: return false
            case .ended, nil: isClosed = true
            }
        } catch {
            // Closed by a daemon that had not read all.
            guard error == .connectionReset else { throw error }
            isClosed = true
        }
        return false
    }
}

extension JSONValue {
    /// The value at the end of a path of members; null when there is none.
    subscript(path path: String) -> JSONValue? {
        path.split(separator: ".").reduce(Optional(self)) { value, name in value?[String(name)] }
    }
}
