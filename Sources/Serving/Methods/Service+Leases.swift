import Leasing
import Wire

extension Service {
    mutating func release(
        _ request: borrowing ReleaseRequest, _ id: RequestID, from peer: Peer, now: Moment
    ) throws(Refusal) {
        guard let name = request.lease else { throw .leaseUnknown }
        let (didRelease, end) = try pool.release(
            Lease.ID(name), uid: peer.uid, now: now.instant)
        let reply = ReleaseReply(didRelease: didRelease, state: end.rawValue)
        peer.answer(id) { reply.write(&$0) }
        settle(now: now)
    }

    mutating func renew(
        _ request: borrowing RenewRequest, _ id: RequestID, from peer: Peer, now: Moment
    ) throws(Refusal) {
        guard let name = request.lease else { throw .leaseUnknown }
        let lease = try pool.renew(
            Lease.ID(name), by: peer.holder, uid: peer.uid,
            term: request.term.map { .milliseconds(Int64($0)) }, now: now.instant)
        guard let lending = lendings[lease.account.number] else { throw .leaseUnknown }
        let reply = LeaseReply(lease, now: now)
        peer.answer(id) { reply.write(lending.text, &$0) }
    }

    /// Tells a holder, on each of its connections, that a lease was taken from it.
    mutating func tell(_ revocation: Revocation) {
        for peer in peers.connected where peer.holder == revocation.holder && peer.isOpen {
            peer.push(LeaseName(revocation.lease), because: revocation.reason.rawValue)
            touched.append(peer.id)
        }
    }
}
