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

    /// What the kernel is to tell of it.
    func interest(_ standing: PeerStanding) -> Readiness {
        // One that nobody reads is writable at once, and so is read on to its end.
        if isDeaf { return .both }
        if standing.hasOutput { return standing.wantsInput ? .both : .write }
        // Without output it is read, or its frames of an earlier turn are being decided, after
        // which the service need not say that it is to be read again.
        return hasEnded ? Readiness() : .read
    }

    /// Gives the process' handle away; it can be given once.
    func takeProcess() -> Descriptor? { process.take() }
}
