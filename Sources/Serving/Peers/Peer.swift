import Leasing
import Wire

/// The state of one connection's side of the protocol.
///
/// A class, because it is looked at some ten times a request: a struct of its size was copied for
/// nearly each.
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

    let socket: SocketKind
    let uid: UInt32
    let serial: UInt64
    var stage = Stage.open
    var isConnected = true
    var frames: FrameReader
    var output: [UInt8] = []
    /// How many bytes of the output the kernel has taken.
    var sentBytes = 0
    var holder: HolderID
    /// The name of the instance that the client said it is one of.
    var instance: String?
    var pending: [Pending] = []
    var malformedFrames = 0
    /// Whether a frame has begun whose end is waited for.
    var frameIsWatched = false
    /// Whether whole frames are left from a turn that had its fill.
    var hasBacklog = false
    /// Since when too much output is unsent.
    var isSlowSince: Instant?

    init(socket: SocketKind, uid: UInt32, serial: UInt64, holder: HolderID) {
        self.socket = socket
        self.uid = uid
        self.serial = serial
        self.holder = holder
        frames = FrameReader(
            limit: socket == .keeper ? WireLimits.keeperRequestBytes : WireLimits.requestBytes)
    }

    /// Whether requests may still come.
    var isOpen: Bool {
        if case .ending = stage { false } else { true }
    }

    var unsentBytes: Int { output.count - sentBytes }

    /// Whether its requests are read: not while it leaves its answers unread.
    var isReadable: Bool {
        if case .open = stage { unsentBytes < WireLimits.pauseReadingBytes } else { false }
    }

    /// Whether nothing is left to be done for it.
    var isDone: Bool {
        switch stage {
        case .open: false
        case .finishing: unsentBytes == 0 && pending.isEmpty && !hasBacklog
        case .ending: unsentBytes == 0
        }
    }
}
