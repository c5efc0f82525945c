import Leasing
import Wire

extension Service {
    mutating func revokeLease(
        _ request: RevokeLeaseRequest, _ id: RequestID, from peer: Peer, now: Moment
    ) {
        answer(id, from: peer) { (service) throws(Refusal) in
            let revoked =
                switch request.target {
                case .lease(let name): try service.revoke(name, for: peer.uid, now: now.instant)
                case .account(let account):
                    try service.pool.revokeLeases(
                        ofAccount: account, uid: peer.uid, now: now.instant)
                }
            let reply = RevokeLeaseReply(revoked: revoked)
            peer.answer(id) { reply.write(&$0) }
            service.settle(now: now)
        }
    }

    /// Takes one lease back; answers how many that were, for it may have ended already.
    private mutating func revoke(
        _ name: LeaseName?, for uid: UInt32, now: Instant
    ) throws(Refusal) -> Int {
        guard let name, pool.isRemembered(Lease.ID(name), now: now) else { throw .leaseUnknown }
        let didRevoke = pool.revoke(
            Lease.ID(name), because: .byOperator, uid: uid, now: now)
        return didRevoke ? 1 : 0
    }
}
