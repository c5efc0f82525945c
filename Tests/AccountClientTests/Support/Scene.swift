import AccountClient
import Kernel

/// A connection and the daemon's end of it, whose answers a test writes before they are asked for:
/// neither side has to wait, so that no second thread is needed.
final class Scene {
    private var daemon: UnixSocket?
    var connection: Connection

    init(requestLimit: Int = 262_144) throws {
        var other: UnixSocket?
        let first = try UnixSocket.pair(with: &other, isNonblocking: true)
        connection = Connection(first, path: "/test.sock", requestLimit: requestLimit)
        daemon = other.take()
    }

    /// Sends one frame.
    func send(_ json: String) throws {
        try send(bytes: Self.frame(json))
    }

    /// Sends bytes as they are.
    func send(bytes: [UInt8]) throws {
        try daemon?.sendAll(bytes)
    }

    /// The JSON of the requests that have arrived.
    func requests() throws -> [String] {
        var bytes: [UInt8] = []
        _ = try daemon?.receive(into: &bytes, atMost: 1 << 20)
        var requests: [String] = []
        var rest = bytes[...]
        while rest.count >= 4 {
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(4)
            requests.append(String(decoding: rest.prefix(length), as: UTF8.self))
            rest = rest.dropFirst(length)
        }
        return requests
    }

    /// Ends the daemon's side.
    func closeDaemon() {
        daemon = nil
    }

    /// A text as a frame.
    static func frame(_ json: String) -> [UInt8] {
        let count = json.utf8.count
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) } + Array(json.utf8)
    }

    /// The error of a call; `nil` when it went well.
    func failure(
        of method: String = "Health", timeout: Duration? = .seconds(5)
    ) -> ConnectionError? {
        do throws(ConnectionError) {
            _ = try connection.call(method, timeout: timeout)
            return nil
        } catch {
            return error
        }
    }
}
