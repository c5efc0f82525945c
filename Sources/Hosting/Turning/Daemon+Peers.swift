import Kernel
import Leasing
import Serving
import Wire

extension Daemon {
    /// The connection of a name, if it is still there.
    func peer(_ id: PeerID) -> Peer? {
        guard id.slot < peers.count, let peer = peers[id.slot], peer.id == id else { return nil }
        return peer
    }

    /// Sends what there is to send, asks the kernel for what is then wanted, and closes what is
    /// done.
    mutating func flush(_ id: PeerID, now: Moment) {
        guard let peer = peer(id) else { return }
        let standing = send(peer, now: now)
        if standing.isDone || (peer.isDeaf && peer.hasEnded) { return close(peer, now: now) }
        let interest = peer.interest(standing)
        guard interest != peer.interest else { return }
        peer.interest = interest
        try? epoll.modify(peer.socket.descriptor, token: Token.peer(id).word, for: interest)
    }

    /// Sends what the kernel takes, and says what is then to be done for the connection.
    ///
    /// A peer that closed without reading its answers still has what it sent decided: a report or
    /// a release takes effect although nobody waits for the answer.
    private mutating func send(_ peer: Peer, now: Moment) -> PeerStanding {
        var output = service.takeOutput(of: peer.id)
        do throws(Errno) {
            while !peer.isDeaf, output.unsentCount > 0 {
                let count = try peer.socket.send(output.bytes, output.unsent)
                guard count > 0 else { break }
                output.sentCount += count
            }
        } catch {
            peer.isDeaf = true
        }
        if peer.isDeaf { output.sentCount = output.bytes.count }
        return service.putBack(output, of: peer.id, now: now)
    }

    /// Closes a connection. When leases are left behind, the death of its process ends them.
    mutating func close(_ peer: Peer, now: Moment) {
        try? epoll.remove(peer.socket.descriptor)
        peers[peer.id.slot] = nil
        guard let holder = service.disconnect(peer.id, now: now),
            let process = peer.takeProcess()
        else { return }
        do throws(Errno) {
            try watches.watch(process, of: holder, with: epoll, now: now.instant)
        } catch {
            log.write(.debug, "cannot watch a process: \(error.description)")
        }
    }
}
