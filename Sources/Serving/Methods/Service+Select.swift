import Leasing
import Wire

extension Service {
    mutating func select(
        _ request: borrowing SelectRequest, _ id: RequestID, from peer: Peer, now: Moment
    ) throws(Refusal) {
        if let key = request.context.idempotencyKey {
            return try selectOnce(request, key, id, from: peer, now: now)
        }
        _ = try selectAnew(request, id, from: peer, now: now)
    }

    /// Asks the pool, and answers or lets the request wait.
    mutating func selectAnew(
        _ request: borrowing SelectRequest, _ id: RequestID, from peer: Peer, now: Moment
    ) throws(Refusal) -> KeyMemory.Outcome {
        let uid = peer.uid
        var wish = Wish(request)
        wish.client = peer.clientName
        wish.session = request.session.map {
            SessionName(uid: uid, client: peer.clientName, key: $0)
        }
        if let retryOf = request.retryOf {
            guard let name = retryOf else { throw .leaseUnknown }
            try pool.mention(Lease.ID(name), by: peer.holder, uid: uid, now: now.instant)
            wish.isRepeat = true
        }
        let selection: Selection
        do throws(Refusal) {
            selection = try pool.select(
                wish, by: peer.holder, uid: uid, chance: chance.nextLease(), now: now.instant)
        } catch {
            noteRefusal(error, of: request, from: uid, now: now)
            throw error
        }
        switch selection {
        case .granted(let grant):
            answer(grant, request, id, from: peer, isReplayed: false, now: now)
            return .granted(grant.lease.id, poolSize: grant.poolSize)
        case .waiting(let ticket):
            enlist(for: ticket, request, id, from: peer)
            return .waiting(ticket)
        }
    }

    /// Lets a request wait for the settlement of a ticket, its own or that of its first sending.
    mutating func enlist(
        for ticket: Ticket, _ request: borrowing SelectRequest, _ id: RequestID, from peer: Peer
    ) {
        peer.pending.append(Peer.Pending(id: id, ticket: ticket, request: copy request))
        waiting[ticket, default: []].append(Asker(peer: peer.id, id: id))
    }

    /// Answers the Selects whose wait is over, and tells holders which leases were taken back.
    mutating func settle(now: Moment) {
        noteFacts(now: now)
        for revocation in pool.takeRevocations() { tell(revocation) }
        let settlements = pool.takeSettlements()
        guard !settlements.isEmpty else { return }
        for settlement in settlements {
            let grant = try? settlement.result.get()
            if let name = keys.settle(settlement.ticket, grant, now: now.instant) { noteKey(name) }
            var isReplayed = false
            for asker in waiting.removeValue(forKey: settlement.ticket) ?? [] {
                guard let peer = peers.peer(asker.peer), let pending = takePending(asker, of: peer)
                else { continue }
                switch settlement.result {
                case .success(let grant):
                    answer(
                        grant, pending.request, pending.id, from: peer, isReplayed: isReplayed,
                        now: now)
                    isReplayed = true
                case .failure(let refusal):
                    noteRefusal(refusal, of: pending.request, from: peer.uid, now: now)
                    refuse(pending.id, ErrorReply(refusal), from: peer)
                }
                touched.append(peer.id)
            }
        }
    }

    private func takePending(_ asker: Asker, of peer: Peer) -> Peer.Pending? {
        peer.pending.firstIndex { $0.id == asker.id }.map { peer.pending.remove(at: $0) }
    }

    mutating func answer(
        _ grant: borrowing Grant, _ request: borrowing SelectRequest, _ id: RequestID,
        from peer: Peer, isReplayed: Bool, now: Moment
    ) {
        guard let lending = lendings[grant.lease.account.number] else {
            fatalError("an account was lent that has no credential")
        }
        let reply = SelectReply(
            account: lending.text, knownGeneration: lending.knownGeneration(request),
            credentialExpiresIn: lending.expiresIn(now: now),
            lease: LeaseReply(grant.lease, now: now),
            poolSize: grant.poolSize, isReplayed: isReplayed, waited: grant.waited.wholeMilliseconds
        )
        peer.answer(id) { reply.write(&$0) }
    }

    /// Takes a waiting Select or a Watch back: its one answer is that it was cancelled.
    mutating func cancel(_ envelope: Envelope, _ bytes: [UInt8], from peer: Peer, now: Moment) {
        // What an earlier frame has granted is too late to be taken back.
        settle(now: now)
        guard let id = CancelNotification.id(bytes, envelope) else { return }
        if let number = peer.watches.first(where: { $0.id == id })?.number {
            return endWatch(number, because: .clientCancelled)
        }
        guard let place = peer.pending.firstIndex(where: { $0.id == id }) else { return }
        let pending = peer.pending.remove(at: place)
        giveUp([pending], of: peer.id, now: now)
        refuse(id, ErrorReply(.clientCancelled), from: peer)
    }

    /// Gives up what a connection waited for, and is not settled yet. Who waits for the same by its
    /// key waits on; when it was the first one's wait that is given up, the others ask anew.
    mutating func giveUp(_ pending: [Peer.Pending], of peer: PeerID, now: Moment) {
        for pending in pending {
            let asker = Asker(peer: peer, id: pending.id)
            var others = waiting.removeValue(forKey: pending.ticket) ?? []
            let isFirst = others.first == asker
            others.removeAll { $0 == asker }
            guard isFirst else {
                if !others.isEmpty { waiting[pending.ticket] = others }
                continue
            }
            _ = pool.cancel(pending.ticket)
            keys.settle(pending.ticket, nil, now: now.instant)
            for other in others { askAnew(other, now: now) }
        }
    }

    private mutating func askAnew(_ asker: Asker, now: Moment) {
        guard let peer = peers.peer(asker.peer), let follower = takePending(asker, of: peer) else {
            return
        }
        do throws(Refusal) {
            try select(follower.request, follower.id, from: peer, now: now)
        } catch {
            refuse(follower.id, ErrorReply(error), from: peer)
        }
        touched.append(asker.peer)
    }
}
