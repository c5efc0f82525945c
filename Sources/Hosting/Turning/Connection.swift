import Kernel
import Serving

/// Owns one accepted socket, and a handle on the process that connected.
final class Connection {
    let peer: PeerID
    let socket: UnixSocket
    /// What the kernel is asked to tell of it.
    var interest: Readiness = .read
    private var process: Descriptor?

    init(peer: PeerID, socket: consuming UnixSocket, process: consuming Descriptor?) {
        self.peer = peer
        self.socket = socket
        self.process = process
    }

    /// Gives the process' handle away; it can be given once.
    func takeProcess() -> Descriptor? { process.take() }
}

/// Owns the handle of a process that left leases behind.
final class ProcessWatch {
    let process: Descriptor

    init(_ process: consuming Descriptor) {
        self.process = process
    }
}

/// Owns a socket at which clients connect.
final class Listener {
    let name: String
    let listener: UnixListener
    /// The path to remove at the end; `nil` when the socket is the service manager's.
    let ownPath: String?

    init(name: String, listener: consuming UnixListener, ownPath: String?) {
        self.name = name
        self.listener = listener
        self.ownPath = ownPath
    }
}
