import Leasing
import Wire

extension Service {
    mutating func select(
        _ request: borrowing SelectRequest, _ id: RequestID, from slot: Int, now: Moment
    ) throws(Refusal) {
        let uid = peers[slot].uid
        var wish = Wish(request)
        if let retryOf = request.retryOf {
            guard let name = retryOf else { throw .leaseUnknown }
            _ = try pool.lease(Lease.ID(name), uid: uid, now: now.instant)
            wish.isRepeat = true
        }
        let selection = try pool.select(
            wish, by: peers[slot].holder, uid: uid, chance: chance.nextLease(), now: now.instant)
        switch selection {
        case .granted(let grant):
            answer(grant, request, id, from: slot, now: now)
        case .waiting(let ticket):
            peers[slot].pending.append(Peer.Pending(id: id, ticket: ticket, request: copy request))
            waiting[ticket] = peers.id(of: slot)
        }
    }

    /// Answers the Selects whose wait is over.
    mutating func settleWaiters(now: Moment) {
        for settlement in pool.takeSettlements() {
            guard let peer = waiting.removeValue(forKey: settlement.ticket),
                let slot = peers.slot(of: peer),
                let place = peers[slot].pending.firstIndex(where: {
                    $0.ticket == settlement.ticket
                })
            else { continue }
            let pending = peers[slot].pending.remove(at: place)
            switch settlement.result {
            case .success(let grant):
                answer(grant, pending.request, pending.id, from: slot, now: now)
            case .failure(let refusal):
                refuse(pending.id, ErrorReply(refusal), from: slot)
            }
            touched.append(peer)
        }
    }

    private mutating func answer(
        _ grant: Grant, _ request: borrowing SelectRequest, _ id: RequestID, from slot: Int,
        now: Moment
    ) {
        guard let lending = lendings[grant.lease.account.number] else {
            fatalError("an account was lent that has no credential")
        }
        let reply = SelectReply(
            account: lending.text, knownGeneration: lending.knownGeneration(request),
            credentialExpiresIn: lending.expiresIn(now: now),
            lease: LeaseReply(grant.lease, model: request.model, now: now),
            poolSize: grant.poolSize, isReplayed: false, waited: grant.waited.wholeMilliseconds)
        Reply.append(id, to: &peers[slot].output) { reply.write(&$0) }
    }

    /// Takes a waiting Select back: its one answer is that it was cancelled.
    mutating func cancel(_ envelope: Envelope, _ bytes: [UInt8], from slot: Int) {
        guard let id = CancelNotification.id(bytes, envelope),
            let place = peers[slot].pending.firstIndex(where: { $0.id == id })
        else { return }
        let pending = peers[slot].pending.remove(at: place)
        waiting[pending.ticket] = nil
        _ = pool.cancel(pending.ticket)
        refuse(id, ErrorReply(.clientCancelled), from: slot)
    }
}
