import Leasing
import Wire

/// The connections, and how many each socket and each uid has.
struct PeerTable {
    private var slots: [Peer?] = []
    private var free: [Int] = []
    private var nextSerial: UInt64 = 1
    private var counts: [SocketKind: Int] = [:]
    private var userCounts: [UInt32: Int] = [:]

    /// Whether one more connection of a uid is let in on a socket. The operators' and the keeper's
    /// sockets have places of their own, so that proxies cannot shut them out.
    func admits(_ socket: SocketKind, uid: UInt32) -> Bool {
        guard socket == .lease else {
            return counts[socket, default: 0] < WireLimits.operatorConnections
        }
        return counts[socket, default: 0] < WireLimits.connections
            && userCounts[uid, default: 0] < WireLimits.connectionsPerUser
    }

    mutating func insert(_ socket: SocketKind, uid: UInt32, holder: HolderID) -> PeerID {
        let id = PeerID(slot: free.popLast() ?? slots.count, serial: nextSerial)
        nextSerial += 1
        let peer = Peer(id, socket: socket, uid: uid, holder: holder)
        if id.slot == slots.count { slots.append(peer) } else { slots[id.slot] = peer }
        counts[socket, default: 0] += 1
        if socket == .lease { userCounts[uid, default: 0] += 1 }
        return id
    }

    mutating func remove(_ peer: Peer) {
        slots[peer.id.slot] = nil
        free.append(peer.id.slot)
        counts[peer.socket, default: 0] -= 1
        guard peer.socket == .lease, let count = userCounts[peer.uid] else { return }
        userCounts[peer.uid] = count > 1 ? count - 1 : nil
    }

    /// A connection that is still there.
    func peer(_ id: PeerID) -> Peer? {
        guard id.slot < slots.count, let peer = slots[id.slot], peer.id == id else { return nil }
        return peer
    }

    /// Whoever has a slot.
    subscript(_ slot: Int) -> Peer? { slots[slot] }

    /// How many there are on a socket.
    func count(on socket: SocketKind) -> Int { counts[socket, default: 0] }

    /// How many there are.
    var count: Int { counts.values.reduce(0, +) }

    /// All of them.
    var connected: [Peer] { slots.compactMap(\.self) }
}
