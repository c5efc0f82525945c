import Leasing
import Wire

extension Service {
    /// A Select that carries a key: done once, however often it is sent.
    mutating func selectOnce(
        _ request: borrowing SelectRequest, _ key: String, _ id: RequestID, from slot: Int,
        now: Moment
    ) throws(Refusal) {
        let name = KeyMemory.Name(
            uid: peers[slot].uid, instance: peers[slot].instance, key: key)
        guard let entry = keys.entry(name, now: now.instant) else {
            let outcome = try selectAnew(request, id, from: slot, now: now)
            return keys.remember(name, copy request, outcome, now: now.instant)
        }
        guard entry.request.isSame(as: request) else {
            return refuse(id, ErrorReply(.idempotencyKeyReused), from: slot)
        }
        switch entry.outcome {
        case .waiting(let ticket):
            enlist(for: ticket, request, id, from: slot)
        case .granted(let lease, let poolSize):
            replay(lease, poolSize, request, id, from: slot, now: now)
        }
    }

    /// Gives the answer that was lost once more, while its lease lives.
    private mutating func replay(
        _ id: Lease.ID, _ poolSize: Int, _ request: borrowing SelectRequest,
        _ requestID: RequestID, from slot: Int, now: Moment
    ) {
        let peer = peers[slot]
        guard
            let lease = try? pool.reclaim(id, by: peer.holder, uid: peer.uid, now: now.instant)
        else { return refuse(requestID, ErrorReply(.idempotentResultGone), from: slot) }
        let grant = Grant(lease: lease, poolSize: poolSize, waited: .zero)
        answer(grant, request, requestID, from: slot, isReplayed: true, now: now)
    }
}

extension SelectRequest {
    /// Whether two requests ask for the same, however long their callers listen.
    func isSame(as other: borrowing SelectRequest) -> Bool {
        withoutTimeout == other.withoutTimeout
    }
}
