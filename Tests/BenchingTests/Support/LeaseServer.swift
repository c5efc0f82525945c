import Foundation
import JSON
import Kernel
import Synchronization

/// A server that a test plays: it lends leases, takes each back once, and notes what was wrong.
final class LeaseServer: Sendable {
    /// What it does besides.
    enum Habit: Sendable {
        /// The answers to what arrives together are sent in reverse.
        case reverses
        /// The names of leases differ in length.
        case variesNames
        /// Every third Select is refused.
        case refuses
        /// The connection is closed after some answers.
        case closes
    }

    struct Record: Sendable {
        var lent: Set<String> = []
        var ended = 0
        var selects = 0
        var connections = 0
        var mistakes: [String] = []
    }

    private let record = Mutex(Record())
    private let habits: [Habit]

    init(_ habits: Habit...) {
        self.habits = habits
    }

    /// What has happened so far.
    var seen: Record { record.withLock { $0 } }

    /// Listens, and serves each connection in a thread that ends with it.
    func start(at address: UnixAddress) throws {
        let listener = Listener(try UnixListener.listen(at: address))
        Thread.detachNewThread { [self] in
            while (try? listener.socket.descriptor.wait(for: .read, atMost: 5_000_000_000)) == .read
            {
                while let socket = try? listener.socket.accept() {
                    record.withLock { $0.connections += 1 }
                    let caller = Caller(socket)
                    Thread.detachNewThread { self.serve(caller) }
                }
            }
        }
    }

    private func serve(_ caller: Caller) {
        var bytes: [UInt8] = []
        var answered = 0
        while (try? caller.socket.descriptor.wait(for: .read, atMost: nil)) != nil,
            case .received? = try? caller.socket.receive(into: &bytes, atMost: 65_536)
        {
            var answers: [[UInt8]] = []
            while let request = Self.takeFrame(&bytes) { answers.append(answer(request)) }
            if habits.contains(.reverses) { answers.reverse() }
            guard (try? caller.socket.sendAll(answers.flatMap(\.self))) != nil else { return }
            answered += answers.count
            if habits.contains(.closes), answered > 10 { return }
        }
    }

    private func answer(_ request: JSONValue) -> [UInt8] {
        let id = request["id"]?.integer ?? -1
        let params = request["params"]
        let body = record.withLock { record in
            switch request["method"]?.string {
            case "Select": return select(&record)
            case "MarkResult" where params?["release"]?.boolean != true:
                record.mistakes.append("a MarkResult without release")
                return "\"result\":{}"
            case "MarkResult", "Release":
                let lease = params?["lease_id"]?.string ?? ""
                if record.lent.remove(lease) == nil { record.mistakes.append("ended: \(lease)") }
                record.ended += 1
                return "\"result\":{}"
            case "Health": return "\"result\":{\"status\":\"SERVING\"}"
            case let other:
                record.mistakes.append("asked for \(other ?? "nothing")")
                return "\"result\":{}"
            }
        }
        // An error stands before the id, a result behind it, as canonical JSON has them.
        let isError = body.hasPrefix("\"error\"")
        let text =
            isError
            ? "{\(body),\"id\":\(id),\"jsonrpc\":\"2.0\"}"
            : "{\"id\":\(id),\"jsonrpc\":\"2.0\",\(body)}"
        let count = text.utf8.count
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) } + Array(text.utf8)
    }

    private func select(_ record: inout Record) -> String {
        record.selects += 1
        if habits.contains(.refuses), record.selects % 3 == 0 {
            return "\"error\":{\"code\":8,\"data\":{},\"message\":\"no\"}"
        }
        let digits = String(record.selects)
        let length = habits.contains(.variesNames) ? 20 + record.selects % 5 : 22
        let name = String(repeating: "L", count: length - digits.count) + digits
        record.lent.insert(name)
        return "\"result\":{\"lease\":{\"account_id\":\"a\",\"lease_id\":\"\(name)\"}}"
    }

    private static func takeFrame(_ bytes: inout [UInt8]) -> JSONValue? {
        guard bytes.count >= 4 else { return nil }
        let length = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard bytes.count >= 4 + length else { return nil }
        let frame = Array(bytes[4..<4 + length])
        bytes.removeFirst(4 + length)
        return try? JSONValue.parse(frame)
    }

    private final class Listener: Sendable {
        let socket: UnixListener

        init(_ socket: consuming UnixListener) {
            self.socket = socket
        }
    }

    private final class Caller: Sendable {
        let socket: UnixSocket

        init(_ socket: consuming UnixSocket) {
            self.socket = socket
        }
    }
}
