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
        send(peer, now: now)
        if service.isDone(id) || (peer.isDeaf && peer.hasEnded) { return close(peer, now: now) }
        let interest = interest(in: peer)
        guard interest != peer.interest else { return }
        peer.interest = interest
        try? epoll.modify(peer.socket.descriptor, token: Token.peer(id).word, for: interest)
    }

    /// What a connection is watched for.
    private func interest(in peer: Peer) -> Readiness {
        // One that nobody reads is writable at once, and so is read on to its end.
        if peer.isDeaf { return .both }
        guard !service.hasOutput(for: peer.id) else {
            return service.wantsInput(from: peer.id) ? .both : .write
        }
        // Without output it is read, or its frames of an earlier turn are being decided, after
        // which the service need not say that it is to be read again.
        return peer.hasEnded ? Readiness() : .read
    }

    /// A peer that closed without reading its answers still has what it sent decided: a report or
    /// a release takes effect although nobody waits for the answer.
    private mutating func send(_ peer: Peer, now: Moment) {
        while service.hasOutput(for: peer.id) {
            guard !peer.isDeaf else { return discardOutput(of: peer, now: now) }
            do throws(Errno) {
                let count = try sendOnce(peer)
                guard count > 0 else { return }
                service.sent(count, to: peer.id, now: now)
            } catch {
                peer.isDeaf = true
            }
        }
    }

    /// The bytes are let go before the service is told, so that it need not copy them.
    private borrowing func sendOnce(_ peer: Peer) throws(Errno) -> Int {
        let (bytes, sent) = service.output(for: peer.id)
        return try peer.socket.send(bytes, sent..<bytes.count)
    }

    private mutating func discardOutput(of peer: Peer, now: Moment) {
        let (count, sent) = { ($0.bytes.count, $0.sent) }(service.output(for: peer.id))
        service.sent(count - sent, to: peer.id, now: now)
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
