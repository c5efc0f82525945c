import AccountClient
import Foundation
import JSON
import Kernel

/// A daemon that a test plays: it answers each request by a function, in a thread of its own that
/// ends with the connection.
struct ScriptedDaemon: Sendable {
    /// What is sent for a request.
    enum Answer: Sendable {
        /// The answer to a request that went well.
        case result(String)
        /// A refusal.
        case refusal(String)
        /// Any frame.
        case frame(String)
        /// Any frames, or none.
        case frames([String])
        /// Nothing: the connection is closed.
        case close
    }

    let answer: @Sendable (_ method: String, _ params: JSONValue?) -> Answer

    /// A new connection to it.
    func connect(_ path: String) throws(ConnectionError) -> Connection {
        do throws(Errno) {
            var other: UnixSocket?
            let first = try UnixSocket.pair(with: &other, isNonblocking: false)
            guard let end = other.take() else { throw Errno.badDescriptor }
            let daemon = End(end)
            let answer = answer
            Thread.detachNewThread { daemon.serve(answer) }
            return Connection(first, path: path)
        } catch {
            throw .lost(path, error)
        }
    }

    /// The daemon's end of one connection.
    private final class End: Sendable {
        private let socket: UnixSocket

        init(_ socket: consuming UnixSocket) {
            self.socket = socket
        }

        func serve(_ answer: (String, JSONValue?) -> Answer) {
            var bytes: [UInt8] = []
            while case .received? = try? socket.awaitBytes(into: &bytes, atMost: 65_536) {
                while let request = Self.takeFrame(&bytes) {
                    guard let frames = replies(to: request, answer) else { return }
                    let bytes = frames.flatMap(Self.frame)
                    guard bytes.isEmpty || (try? socket.sendAll(bytes)) != nil else { return }
                }
            }
        }

        private func replies(
            to request: JSONValue, _ answer: (String, JSONValue?) -> Answer
        ) -> [String]? {
            let id = request["id"]?.integer ?? -1
            switch answer(request["method"]?.string ?? "", request["params"]) {
            case .result(let result):
                return ["{\"id\":\(id),\"jsonrpc\":\"2.0\",\"result\":\(result)}"]
            case .refusal(let error):
                return ["{\"error\":\(error),\"id\":\(id),\"jsonrpc\":\"2.0\"}"]
            case .frame(let frame): return [frame]
            case .frames(let frames): return frames
            case .close: return nil
            }
        }

        private static func frame(_ json: String) -> [UInt8] {
            let count = json.utf8.count
            return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) } + Array(json.utf8)
        }

        private static func takeFrame(_ bytes: inout [UInt8]) -> JSONValue? {
            guard bytes.count >= 4 else { return nil }
            let length = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            guard bytes.count >= 4 + length else { return nil }
            let frame = Array(bytes[4..<4 + length])
            bytes.removeFirst(4 + length)
            return try? JSONValue.parse(frame)
        }
    }
}
