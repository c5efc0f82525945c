import Leasing
import Wire

extension Service {
    /// Stops lending for an operator: who waits is refused at once, and all else is answered as
    /// before. It is answered like Health.
    mutating func pauseLending(_ id: RequestID, from peer: Peer, now: Moment) {
        pool.drain(by: peer.uid, now: now.instant)
        health(id, from: peer)
        settle(now: now)
    }

    /// Lends again.
    mutating func resumeLending(_ id: RequestID, from peer: Peer, now: Moment) {
        pool.resumeLending(by: peer.uid, now: now.instant)
        health(id, from: peer)
    }
}
