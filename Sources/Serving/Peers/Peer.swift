import JSON
import Leasing
import Wire

/// The state of one connection's side of the protocol.
///
/// A class, because it is looked at some ten times a request: a struct of its size was copied for
/// nearly each. What is worked on for longer than a moment, the frames and the output, is taken out
/// and put back: an access in place would be checked at run time for others beside it.
final class Peer {
    /// A Select that waits, under the id of its request.
    struct Pending {
        let id: RequestID
        let ticket: Ticket
        let request: SelectRequest
    }

    /// Where a connection stands.
    enum Stage {
        /// Requests are read and answered. To `ending` and `finishing`.
        case open
        /// The client has sent its last byte; what is in flight is answered. To `ending`.
        case finishing
        /// A goaway was written: nothing more is read, and when it is sent the connection closes.
        case ending
    }

    let id: PeerID
    let socket: SocketKind
    let uid: UInt32
    var stage = Stage.open
    private(set) var frames: FrameReader
    private(set) var output = PeerOutput()
    var holder: HolderID
    /// The client's name for its program; empty before it has said one.
    var clientName = ""
    /// The name of the instance that the client said it is one of.
    var instance: String?
    var pending: [Pending] = []
    /// Whether it has asked for the inventory to be read anew: what it sent behind that waits.
    var awaitsReload = false
    /// The watches, each with the id of its request.
    var watches: [(id: RequestID, number: Int)] = []
    /// Whether it had not read all when it was last sent something; only kept for a watcher.
    var isBehind = false
    var malformedFrames = 0
    /// Answers that were too large for a frame, and are not counted yet.
    var oversizedAnswers = 0
    /// Whether a frame has begun whose end is waited for.
    var frameIsWatched = false
    /// Whether whole frames are left from a turn that had its fill.
    var hasBacklog = false
    /// Whether its frames were left undecided for a while: it may have left whole ones.
    var isHeldUp = false
    /// What its buffers held when they were last weighed.
    var bufferedBytes = 0
    /// Since when too much output is unsent.
    var isSlowSince: Instant?

    init(_ id: PeerID, socket: SocketKind, uid: UInt32, holder: HolderID) {
        self.id = id
        self.socket = socket
        self.uid = uid
        self.holder = holder
        frames = FrameReader(limit: Self.frameLimit(on: socket))
    }

    private static func frameLimit(on socket: SocketKind) -> Int {
        socket == .keeper ? WireLimits.keeperRequestBytes : WireLimits.requestBytes
    }

    /// The largest frame that the client may send, in bytes of JSON.
    var frameLimit: Int { Self.frameLimit(on: socket) }

    /// Takes out what has arrived, until it is put back.
    func takeFrames() -> FrameReader {
        let taken = frames
        frames = FrameReader(limit: taken.limit)
        return taken
    }

    func putBack(_ frames: consuming FrameReader) { self.frames = frames }

    /// Takes out what is to be sent, until it is put back.
    func takeOutput() -> PeerOutput {
        let taken = output
        output = PeerOutput()
        return taken
    }

    /// Takes back the output; one that was sent whole leaves its room behind, if it is not much.
    func putBack(_ output: consuming PeerOutput) {
        if output.unsentCount == 0 {
            let isSmall = output.bytes.capacity <= WireLimits.pauseReadingBytes
            output.bytes.removeAll(keepingCapacity: isSmall)
            output.sentCount = 0
        }
        self.output = output
    }

    /// Drops what has arrived.
    func dropFrames() { frames = FrameReader(limit: frameLimit) }

    /// Drops what is to be sent.
    func dropOutput() { output = PeerOutput() }

    /// Answers a request; the body writes its `result`.
    @inline(__always)
    func answer(_ id: RequestID, _ body: (inout JSONWriter) -> Void) {
        write { if !Reply.append(id, to: &$0, body) { oversizedAnswers += 1 } }
    }

    /// Refuses a request, or a frame that is none.
    func refuse(_ id: RequestID?, _ reply: ErrorReply) {
        write { Reply.append(reply, to: id, to: &$0) }
    }

    /// Writes that a lease was taken back.
    func push(_ lease: LeaseName, because reason: String) {
        write { Reply.appendRevoked(lease, reason: reason, to: &$0) }
    }

    /// Writes what a watch is told; answers whether it is small enough for a frame.
    func push(_ id: RequestID, seq: UInt64, events: [UInt8], snapshot: [UInt8]) -> Bool {
        var fits = false
        write { bytes in
            fits = Reply.appendEvent(id, seq: seq, events: events, snapshot: snapshot, to: &bytes)
        }
        return fits
    }

    /// Writes the last frame.
    func sayGoaway(_ reason: GoawayReason) {
        write { Reply.appendGoaway(reason, limit: frameLimit, to: &$0) }
    }

    @inline(__always)
    private func write(_ body: (inout [UInt8]) -> Void) {
        var bytes = output.bytes
        output.bytes = []
        body(&bytes)
        output.bytes = bytes
    }

    /// Whether what arrives is taken in.
    var takesInput: Bool {
        if case .open = stage { true } else { false }
    }

    /// Whether requests may still come.
    var isOpen: Bool {
        if case .ending = stage { false } else { true }
    }

    var unsentBytes: Int { output.unsentCount }

    /// Whether nothing that it has asked for is unanswered.
    var isIdle: Bool { pending.isEmpty && watches.isEmpty && !awaitsReload }

    /// The requests that are unanswered.
    var inFlight: Int { pending.count + watches.count }

    /// Whether a request with this id is unanswered.
    func hasInFlight(_ id: RequestID) -> Bool {
        pending.contains { $0.id == id } || watches.contains { $0.id == id }
    }

    /// Whether its requests are read: not while it leaves its answers unread.
    var isReadable: Bool {
        if case .open = stage { unsentBytes < WireLimits.pauseReadingBytes } else { false }
    }

    /// Whether what has come is decided: not while it leaves its answers unread. A client that has
    /// sent its last byte still has all of them decided.
    var isDecidable: Bool {
        isOpen && !awaitsReload && unsentBytes < WireLimits.pauseReadingBytes
    }

    /// Whether nothing is left to be done for it.
    private var isDone: Bool {
        switch stage {
        case .open: false
        case .finishing: unsentBytes == 0 && isIdle && !frames.hasFrame
        case .ending: unsentBytes == 0
        }
    }
    /// What is to be done for it.
    var standing: PeerStanding {
        PeerStanding(
            hasOutput: unsentBytes > 0, wantsInput: isReadable && !hasBacklog, isDone: isDone)
    }
}
