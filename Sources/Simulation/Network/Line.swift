package import Leasing

/// One connection, as the kernel has it: what is under way in both directions, and who reads.
///
/// Pieces arrive in their order, each at its time, but not before the receiver wants them.
package struct Line: Sendable {
    /// How a client ends what it sends.
    package enum End: Sendable {
        /// It reads on.
        case half
        /// It is gone.
        case whole
    }

    private struct Piece {
        let due: Instant
        let bytes: ArraySlice<UInt8>
    }

    /// Who has it.
    package let client: Int
    /// Whether the client may still send.
    package private(set) var isOpen = true
    /// Whether the client reads nothing any more.
    package private(set) var isDeaf = false
    /// Whether the daemon has closed it.
    package var isClosed = false
    /// Whether the daemon has yet to hear that nothing more comes.
    package var hasInput = true
    /// Whether the kernel is asked for what arrives.
    package var isWatched = true
    /// Whether its process is dead.
    package var isOfDead = false
    /// What the daemon has written and the kernel has not taken, in bytes.
    package var unsentCount = 0
    /// Until when the client does not read.
    package var stalledUntil = Instant(nanoseconds: 0)

    private var sending: [Piece] = []
    private var end: (due: Instant, kind: End)?
    private var receiving: [(due: Instant, count: Int)] = []
    private var sentCount = 0
    private var deliveredCount = 0
    /// Bytes of the calls that have arrived whole.
    private var wholeCount = 0
    private var calls: [(end: Int, call: Call)] = []
    private var answeredCount = 0
    private var readCount = 0
    private var answers: [(end: Int, answer: Answer)] = []
    /// Bytes that the kernel has taken from the daemon and the client has not read.
    package private(set) var held = 0

    /// A connection of a client.
    package init(client: Int) {
        self.client = client
    }

    /// Sends a call in pieces of so many bytes, each at least so long after the one before.
    package mutating func send(
        _ call: Call, piece: Int, spacing: Interval, now: Instant, delay: () -> Interval
    ) {
        guard isOpen else { return }
        let bytes = call.bytes
        sentCount += bytes.count
        if !call.isUnfinished { calls.append((sentCount, call)) }
        var rest = bytes[...]
        // A piece that has not arrived yet is filled up first, so that frames end anywhere in it.
        if let last = sending.last, last.due > now, last.bytes.count < piece {
            let more = rest.prefix(piece - last.bytes.count)
            sending[sending.count - 1] = Piece(due: last.due, bytes: last.bytes + more)
            rest = rest.dropFirst(more.count)
        }
        while !rest.isEmpty {
            let due = max(now + delay(), sending.last.map { $0.due + spacing } ?? now)
            sending.append(Piece(due: due, bytes: rest.prefix(piece)))
            rest = rest.dropFirst(piece)
        }
    }

    /// Sends no more; a client that is gone may have sent its last piece only in part.
    package mutating func finish(_ kind: End, losing lost: Int, now: Instant) {
        guard !isClosed, isOpen || kind == .whole else { return }
        isOpen = false
        if kind == .whole {
            isDeaf = true
            receiving = []
            if let last = sending.popLast(), lost < last.bytes.count {
                sending.append(Piece(due: last.due, bytes: last.bytes.dropLast(lost)))
            }
        }
        end = (max(sending.last?.due ?? now, now), kind)
    }

    /// When something next arrives at the daemon, if it wants it.
    package func nextArrival(isWanted: Bool) -> Instant? {
        guard !isClosed, isWanted else { return nil }
        return sending.first?.due ?? end?.due
    }

    /// When the last of what was sent arrives at the daemon, if it wants it.
    package var lastArrival: Instant? { isClosed ? nil : sending.last?.due }

    /// When something next arrives at the client.
    package var nextReading: Instant? {
        receiving.first.map { max($0.due, stalledUntil) }
    }

    /// Takes out what has arrived at the daemon in one piece, with the calls that are whole by it.
    package mutating func takeArrival(now: Instant) -> (bytes: [UInt8], calls: [Call], end: End?) {
        var bytes: [UInt8] = []
        while let piece = sending.first, piece.due <= now, bytes.count < 65_536 {
            bytes += piece.bytes
            sending.removeFirst()
            // What goes in large pieces arrives together; what trickles arrives byte by byte.
            if piece.bytes.count < 64 { break }
        }
        deliveredCount += bytes.count
        var whole: [Call] = []
        while let first = calls.first, first.end <= deliveredCount {
            whole.append(first.call)
            wholeCount = first.end
            calls.removeFirst()
        }
        guard bytes.isEmpty, let end, end.due <= now else { return (bytes, whole, nil) }
        self.end = nil
        return (bytes, whole, end.kind)
    }

    /// Whether a call has arrived in part.
    package var isInsideCall: Bool { deliveredCount > wholeCount }

    /// Notes an answer that the daemon wrote, of so many bytes with its header.
    package mutating func note(_ answer: Answer, count: Int) {
        answeredCount += count
        answers.append((answeredCount, answer))
    }

    /// How much more the kernel takes from the daemon.
    package func room(now: Instant) -> Int {
        if isDeaf { return .max }
        let capacity = stalledUntil > now ? 2048 : 212_992
        return max(0, capacity - held)
    }

    /// Takes bytes from the daemon, which arrive at an instant.
    package mutating func take(_ count: Int, due: Instant) {
        guard count > 0, !isDeaf else { return }
        held += count
        receiving.append((max(due, receiving.last?.due ?? due), count))
    }

    /// Reads what has arrived at the client: the answers that are whole by it.
    package mutating func read(now: Instant) -> [Answer] {
        while let first = receiving.first, max(first.due, stalledUntil) <= now {
            receiving.removeFirst()
            held -= first.count
            readCount += first.count
        }
        var whole: [Answer] = []
        while let first = answers.first, first.end <= readCount {
            whole.append(first.answer)
            answers.removeFirst()
        }
        return whole
    }
}
