import AccountClient
import JSON
import Kernel
import Synchronization

/// A daemon that a test plays in this process: a false pool behind socket pairs, that goes away,
/// or answers wrongly, when the test says so. A thread serves each connection until it ends.
final class FalseDaemon: Sendable {
    /// What becomes of a request instead of its answer.
    enum Action: Sendable {
        /// Executed and answered.
        case answer
        /// Not executed: the connection is closed, with a word or without.
        case close, goaway
        /// Not executed: this refusal is sent.
        case refuse(Int, String)
        /// Executed; the connection is closed without an answer, or in the middle of one.
        case lose, half
        /// Executed and never answered.
        case silence
        /// Executed; answered after the next request, or twice.
        case swap, twice
        /// Executed; something else takes the answer's place.
        case garbage, noFrame, wrongID, noResult
    }

    private struct State {
        var pool: FalsePool
        var connections: [Connection] = []
        var refusedConnects = 0
        var connects = 0
        var counts: [String: Int] = [:]
        var held: [String] = []
    }

    private let state: Mutex<State>
    private let script: @Sendable (_ method: String, _ number: Int) -> Action

    /// Plays a daemon; the script is asked for the n-th request of each method, from 1.
    init(
        _ pool: FalsePool = FalsePool(),
        _ script: @escaping @Sendable (String, Int) -> Action = { _, _ in .answer }
    ) {
        state = Mutex(State(pool: pool))
        self.script = script
    }

    /// What the pool has seen.
    var pool: FalsePool { state.withLock { $0.pool } }
    /// How often a connection was wanted.
    var connects: Int { state.withLock { $0.connects } }

    /// Connections that neither side has closed.
    var openConnections: Int { state.withLock { $0.connections.count { !$0.isOver } } }

    /// A client of it; the pauses between its attempts are short.
    func client(
        timeout: Duration = .seconds(10), firstPause: UInt64 = 200_000
    ) throws -> AccountClient {
        try AccountClient(
            path: "/test.sock", name: "test", timeout: timeout, firstPause: firstPause
        ) { [self] () throws(ConnectionError) in
            try connect()
        }
    }

    /// Refuses so many attempts to connect.
    func refuse(connects: Int) {
        state.withLock { $0.refusedConnects = connects }
    }

    /// Ends every connection, as the death of the process would; the pool stays.
    func restart() {
        state.withLock { state in
            for index in state.connections.indices { Self.end(index, &state) }
        }
    }

    private func connect() throws(ConnectionError) -> UnixSocket {
        let isRefused = state.withLock { state in
            guard state.refusedConnects > 0 else { return false }
            state.refusedConnects -= 1
            state.connects += 1
            return true
        }
        if isRefused { throw .unreachable("/test.sock", .connectionRefused) }
        var other: UnixSocket?
        do throws(Errno) {
            let first = try UnixSocket.pair(with: &other)
            guard let end = other.take() else { throw Errno.badDescriptor }
            let connection = Connection(end)
            let number = state.withLock { state in
                // Counted with the connection in place: from here on a restart ends it.
                state.connects += 1
                state.connections.append(connection)
                return state.connections.count - 1
            }
            try Thread.start { self.serve(connection, number) }
            return first
        } catch {
            throw .unreachable("/test.sock", error)
        }
    }

    private func serve(_ connection: Connection, _ number: Int) {
        var bytes: [UInt8] = []
        while (try? connection.socket.descriptor.wait(for: .read, atMost: nil)) != nil,
            case .received? = try? connection.socket.receive(into: &bytes, atMost: 65_536)
        {
            while let frame = Self.takeFrame(&bytes) {
                state.withLock { handle(frame, number, &$0) }
            }
        }
        state.withLock { Self.end(number, &$0) }
    }

    private func handle(_ frame: [UInt8], _ number: Int, _ state: inout State) {
        guard !state.connections[number].isOver else { return }
        let value = try? JSONValue.parse(frame)
        let method = value?["method"]?.string ?? ""
        let id = value?["id"]?.integer ?? 0
        state.counts[method, default: 0] += 1
        let action = script(method, state.counts[method] ?? 0)
        switch action {
        case .close: return Self.end(number, &state)
        case .goaway:
            Self.send(
                "{\"jsonrpc\":\"2.0\",\"method\":\"$/goaway\",\"params\":{\"message\":\"m\","
                    + "\"reason\":\"DRAINING\"}}", number, &state)
            return Self.end(number, &state)
        case .refuse(let code, let reason):
            return Self.send(FalsePool.refusal(id, code, reason), number, &state)
        case .answer, .lose, .half, .silence, .swap, .twice, .garbage, .noFrame, .wrongID,
            .noResult:
            let replies = state.pool.take(frame, on: number)
            let own = replies.first.map(\.text) ?? ""
            spoil(own, action, number, &state)
            for reply in replies.dropFirst() { Self.send(reply.text, reply.connection, &state) }
        }
    }

    private func spoil(_ text: String, _ action: Action, _ number: Int, _ state: inout State) {
        guard !text.isEmpty else { return }
        switch action {
        case .answer, .close, .goaway, .refuse:
            Self.send(text, number, &state)
            let held = state.held
            state.held = []
            for text in held { Self.send(text, number, &state) }
        case .lose: Self.end(number, &state)
        case .half:
            let frame = Scene.frame(text)
            try? state.connections[number].socket.sendAll(Array(frame.prefix(frame.count / 2)))
            Self.end(number, &state)
        case .silence: break
        case .swap: state.held.append(text)
        case .twice:
            Self.send(text, number, &state)
            Self.send(text, number, &state)
        case .garbage: Self.send("{\"id\":2,}", number, &state)
        case .noFrame:
            try? state.connections[number].socket.sendAll(Array("HTTP/1.1 400 No\r\n".utf8))
        case .wrongID:
            Self.send("{\"id\":1000000,\"jsonrpc\":\"2.0\",\"result\":{}}", number, &state)
        case .noResult:
            let id = (try? JSONValue.parse(Array(text.utf8)))?["id"]?.integer ?? 0
            Self.send("{\"id\":\(id),\"jsonrpc\":\"2.0\",\"result\":{}}", number, &state)
        }
    }

    private static func send(_ text: String, _ number: Int, _ state: inout State) {
        guard !state.connections[number].isOver else { return }
        try? state.connections[number].socket.sendAll(Scene.frame(text))
    }

    private static func end(_ number: Int, _ state: inout State) {
        guard !state.connections[number].isOver else { return }
        state.connections[number].isOver = true
        state.pool.closed(number)
        try? state.connections[number].socket.endSending()
    }

    private static func takeFrame(_ bytes: inout [UInt8]) -> [UInt8]? {
        guard bytes.count >= 4 else { return nil }
        let length = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard bytes.count >= 4 + length else { return nil }
        let frame = Array(bytes[4..<4 + length])
        bytes.removeFirst(4 + length)
        return frame
    }

    /// One connection's end; over when nothing more is executed on it.
    private final class End: Sendable {
        let socket: UnixSocket

        init(_ socket: consuming UnixSocket) {
            self.socket = socket
        }
    }

    private struct Connection: Sendable {
        let end: End
        var isOver = false
        var socket: UnixSocket { _read { yield end.socket } }

        init(_ socket: consuming UnixSocket) {
            end = End(socket)
        }
    }
}
