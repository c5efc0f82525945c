package import Wire

/// Where a client looks for one of the daemon's sockets.
package enum SocketPath {
    /// The path given by an option, else by the environment, else the usual one.
    ///
    /// An empty variable counts as unset.
    package static func of(
        _ socket: SocketKind, option: String?, environment: (String) -> String?
    ) -> String {
        if let option { return option }
        if let path = environment(variable(of: socket)), !path.isEmpty { return path }
        return "/run/accountd/\(socket.rawValue).sock"
    }

    /// The environment variable that names the socket.
    package static func variable(of socket: SocketKind) -> String {
        switch socket {
        case .lease: "ACCOUNTD_SOCKET"
        case .ops: "ACCOUNTD_OPS_SOCKET"
        case .keeper: "ACCOUNTD_KEEPER_SOCKET"
        }
    }
}
