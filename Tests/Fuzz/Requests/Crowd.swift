import Leasing
import Serving
import Wire

/// The connections by socket and user, and those that are there only to take places.
struct Crowd {
    private var counts: [SocketKind: Int] = [:]
    private var userCounts: [UInt32: Int] = [:]
    private var idle: [(peer: PeerID, uid: UInt32)] = []

    /// Asks for a connection, which must be granted if and only if there is room for it.
    mutating func admit(
        to service: inout Service, _ socket: SocketKind, uid: UInt32
    ) -> PeerID? {
        var farewell: [UInt8] = []
        let peer = service.connect(on: socket, uid: uid, farewell: &farewell)
        let hasRoom =
            socket == .lease
            ? counts[socket, default: 0] < 1024 && userCounts[uid, default: 0] < 256
            : counts[socket, default: 0] < 16
        Law.require((peer != nil) == hasRoom, "the bound on connections is not kept")
        Law.require(farewell.isEmpty == hasRoom, "who is turned away is not told, or others are")
        guard peer != nil else { return nil }
        counts[socket, default: 0] += 1
        if socket == .lease { userCounts[uid, default: 0] += 1 }
        return peer
    }

    mutating func leave(_ socket: SocketKind, uid: UInt32) {
        counts[socket, default: 0] -= 1
        if socket == .lease { userCounts[uid, default: 0] -= 1 }
    }

    /// Lets in so many connections that do nothing.
    mutating func gather(_ count: Int, in service: inout Service, uid: UInt32) {
        for _ in 0..<count {
            guard let peer = admit(to: &service, .lease, uid: uid) else { return }
            idle.append((peer, uid))
        }
    }

    /// Lets the idle ones go.
    mutating func disperse(from service: inout Service, now: Moment) {
        for (peer, uid) in idle {
            _ = service.disconnect(peer, now: now)
            leave(.lease, uid: uid)
        }
        idle = []
    }

    /// How many connections there are.
    var count: Int { counts.values.reduce(0, +) }
}
