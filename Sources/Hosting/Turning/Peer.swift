import Kernel
import Serving
import Wire

/// Owns one accepted socket, and a handle on the process that connected.
final class Peer {
    let id: PeerID
    let kind: SocketKind
    let user: UInt32
    let socket: UnixSocket
    /// What the kernel is asked to tell of it.
    var interest: Readiness = .read
    /// Whether nobody reads what is sent any more: what has arrived is still decided, and then the
    /// connection closes.
    var isDeaf = false
    /// Whether its last byte has been read.
    var hasEnded = false
    private var process: Descriptor?

    init(
        id: PeerID, kind: SocketKind, user: UInt32, socket: consuming UnixSocket,
        process: consuming Descriptor?
    ) {
        self.id = id
        self.kind = kind
        self.user = user
        self.socket = socket
        self.process = process
    }

    /// Gives the process' handle away; it can be given once.
    func takeProcess() -> Descriptor? { process.take() }
}
