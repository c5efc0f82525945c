import Wire

/// How much of what others do may be seen on a connection.
enum PeerView: Hashable {
    /// All of it: an operator.
    case everything
    /// Whose lease it was only when it was his own: a user of the lease socket.
    case own(UInt32)

    /// What may be seen on a connection.
    init(_ peer: Peer) {
        self = peer.socket == .ops ? .everything : .own(peer.uid)
    }

    /// Whether he may see whose lease or act it was.
    func showsUser(_ uid: UInt32?) -> Bool {
        switch self {
        case .everything: true
        case .own(let own): uid == own
        }
    }
}
