package import Kernel
package import Wire

/// Owns a socket at which clients connect, and its path when the daemon made it.
package final class Listener {
    /// Who connects there.
    package let kind: SocketKind
    /// The socket.
    package let listener: UnixListener
    private let ownPath: String?
    private let ownStatus: FileStatus?

    /// Takes a socket.
    ///
    /// - Parameter ownPath: where it is to be removed at the end; `nil` when the socket is the
    ///   service manager's.
    package init(kind: SocketKind, listener: consuming UnixListener, ownPath: String?) {
        self.kind = kind
        self.listener = listener
        self.ownPath = ownPath
        ownStatus = ownPath.flatMap { try? FileSystem.status(of: $0, followingLinks: false) }
    }

    deinit {
        // What another process has put there since is left alone.
        guard let ownPath, let ownStatus,
            let status = try? FileSystem.status(of: ownPath, followingLinks: false),
            status.isSameFile(as: ownStatus)
        else { return }
        try? FileSystem.remove(ownPath)
    }
}
