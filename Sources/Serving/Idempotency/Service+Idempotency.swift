import Leasing
import Wire

extension Service {
    /// A Select that carries a key: done once, however often it is sent.
    mutating func selectOnce(
        _ request: borrowing SelectRequest, _ key: String, _ id: RequestID, from peer: Peer,
        now: Moment
    ) throws(Refusal) {
        let name = KeyMemory.Name(
            uid: peer.uid, instance: peer.instance, key: key)
        guard let entry = keys.entry(name, now: now.instant) else {
            let outcome = try selectAnew(request, id, from: peer, now: now)
            return remember(name, request.digest, outcome, now: now)
        }
        guard entry.digest == request.digest else {
            return refuse(id, ErrorReply(.idempotencyKeyReused), from: peer)
        }
        switch entry.outcome {
        case .waiting(let ticket):
            enlist(for: ticket, request, id, from: peer)
        case .granted(let lease, let poolSize):
            try replay(lease, poolSize, name, request, id, from: peer, now: now)
        }
    }

    /// Gives the answer that was lost once more, while its lease lives.
    ///
    /// A lease that expired, most often because its client was killed before it could read the
    /// answer, is nobody's: then the Select is done anew. One that was given back was in use.
    private mutating func replay(
        _ lease: Lease.ID, _ poolSize: Int, _ name: KeyMemory.Name,
        _ request: borrowing SelectRequest, _ id: RequestID, from peer: Peer, now: Moment
    ) throws(Refusal) {
        do throws(Refusal) {
            let lease = try pool.reclaim(lease, by: peer.holder, uid: peer.uid, now: now.instant)
            let grant = Grant(lease: lease, poolSize: poolSize, waited: .zero)
            return answer(grant, request, id, from: peer, isReplayed: true, now: now)
        } catch {
            guard error == .leaseEnded(.expired) else {
                return refuse(id, ErrorReply(.idempotentResultGone), from: peer)
            }
        }
        keys.forget(name)
        let outcome = try selectAnew(request, id, from: peer, now: now)
        remember(name, request.digest, outcome, now: now)
    }

    private mutating func remember(
        _ name: KeyMemory.Name, _ digest: UInt64, _ outcome: KeyMemory.Outcome, now: Moment
    ) {
        keys.remember(name, digest, outcome, now: now.instant)
        noteKey(name)
    }

    /// Takes in that a lease is to be kept with the key under which it can be asked for again.
    mutating func noteKey(_ name: KeyMemory.Name) {
        guard pool.remembersLeases, let (lease, key) = keys.kept(name) else { return }
        newKeys[lease] = key
    }
}
