import HTTP
import Kernel

/// One caller's connection: what has come of its requests and what is on its way to it.
///
/// Its server alone uses it. It reads one request, waits for the answer, and goes on.
final class Connection {
    /// What the connection is at.
    enum Phase {
        /// A request comes. Goes to `serving`, `refused`, `closed`.
        case reading
        /// A request is whole, or refused, and its answer is made. Goes to `reading`, `refused`,
        /// `closed`.
        case serving
        /// The last answer is on its way and then nothing more is sent. Goes to `lingering`,
        /// `closed`.
        case refused
        /// All is sent; what still comes is dropped. Goes to `closed`.
        case lingering
        /// Nothing is read or written.
        case closed
    }

    /// What a request is for.
    enum Purpose {
        case page(OwnPage)
        case route(Route)
    }

    /// A request as it comes.
    struct Incoming {
        let head: RequestHead
        let purpose: Purpose
        var body: [UInt8] = []
    }

    /// The open socket; none when the connection is closed.
    private var socket: StreamSocket?
    let token: UInt64
    var phase = Phase.reading
    var reader: RequestReader
    var incoming: Incoming?
    var writer = ResponseWriter()
    /// How errors are spelt for the request that comes.
    var dialect = ErrorDialect.openai
    /// When the connection is closed if nothing happens, as `Clock.sinceBoot` counts.
    var deadline: UInt64
    /// What makes the answer; cancelled when the caller goes.
    var task: Task<Void, Never>?
    /// What it is watched for.
    private var interest: Readiness = .read
    var output: [UInt8] = []
    private var written = 0

    init(_ socket: consuming StreamSocket, token: UInt64, limits: HTTPLimits, deadline: UInt64) {
        self.socket = consume socket
        self.token = token
        self.deadline = deadline
        reader = RequestReader(limits: limits)
    }

    /// Whether the caller may still be sending what nobody will read.
    var hasUnread: Bool { !reader.isComplete || reader.unreadBytes > 0 }

    /// Bytes that the caller has not taken.
    var behind: Int { output.count - written }

    /// Watches the socket for requests.
    func watch(in epoll: borrowing Epoll) throws(Errno) {
        try socket?.watch(in: epoll, token: token, for: interest)
    }

    /// Watches the socket for something else.
    func watch(again epoll: borrowing Epoll, for wanted: Readiness) throws(Errno) {
        guard wanted != interest else { return }
        interest = wanted
        try socket?.watch(again: epoll, token: token, for: wanted)
    }

    /// Appends what the caller has sent, at most so many bytes.
    func receive(into bytes: inout [UInt8], atMost capacity: Int) throws(Errno) -> Reception {
        try socket?.receive(into: &bytes, atMost: capacity) ?? .ended
    }

    /// Sends nothing more; what was sent before still arrives.
    func endSending() throws(Errno) { try socket?.endSending() }

    /// Closes the socket, whoever else still holds the connection.
    func close() {
        phase = .closed
        socket = nil
        task?.cancel()
    }

    /// Sends what the kernel takes, and says whether that was anything.
    func flush() throws(Errno) -> Bool {
        guard behind > 0 else { return false }
        let count = try socket?.send(output, written..<output.count) ?? 0
        written += count
        if written == output.count {
            output.removeAll(keepingCapacity: output.capacity <= 65_536)
            written = 0
        } else if written > 1_048_576 {
            output.removeFirst(written)
            written = 0
        }
        return count > 0
    }

    /// What it is to be watched for.
    func wanted(pipelinedBytes: Int) -> Readiness {
        var wanted: Readiness = behind > 0 ? .write : []
        switch phase {
        case .reading, .lingering: wanted.insert(.read)
        // The caller's end must be seen, but not at the cost of more and more pipelined requests.
        case .serving: if reader.unreadBytes < pipelinedBytes { wanted.insert(.read) }
        case .refused, .closed: break
        }
        return wanted
    }
}
