import Leasing
import Providers
import Wire

extension Service {
    /// Says what a Select would get. On the lease socket, who caused a block is told to that user
    /// alone.
    mutating func explain(
        _ request: borrowing ExplainRequest, _ id: RequestID, from peer: Peer, now: Moment
    ) throws(Refusal) {
        let (after, limit) = (request.after, request.limit + 1)
        let explanation: Explanation
        switch request.subject {
        case .lease(let name):
            guard let name else { throw .leaseUnknown }
            let uid = peer.socket == .ops ? nil : Optional(peer.uid)
            explanation = try pool.explain(
                Lease.ID(name), uid: uid, after: after, limit: limit, now: now.instant)
        case .select(let select):
            var wish = Wish(select)
            let (uid, client) = (peer.uid, peer.clientName)
            wish.session = select.session.map { SessionName(uid: uid, client: client, key: $0) }
            explanation = try pool.explain(
                wish, uid: uid, after: after, limit: limit, now: now.instant)
        }
        let page = Page(explanation.accounts, limit: request.limit)
        let view = PeerView(peer)
        let reply = ExplainReply(
            chosen: explanation.chosen, why: explanation.reason.rawValue,
            accounts: page.items.map { ExplainReply.Account($0, for: view, now: now) },
            next: page.next?.id)
        peer.answer(id) { reply.write(&$0) }
        settle(now: now)
    }
}

extension ExplainReply.Account {
    init(_ account: AccountExplanation, for view: PeerView, now: Moment) {
        self.init(
            id: account.id, state: account.state.rawValue,
            rules: account.rules.map {
                ExplainReply.Rule(name: $0.rule.rawValue, passed: $0.passed, value: $0.value)
            },
            cause: account.cause.map { ExplainReply.Cause($0, for: view, now: now) },
            eligibleIn: account.eligible?.millisecondsRoundedUp,
            probeIn: account.probe?.millisecondsRoundedUp)
    }
}

extension ExplainReply.Cause {
    init(_ cause: BlockCause, for view: PeerView, now: Moment) {
        let provenance = cause.provenance
        let isSeen = view.showsUser(provenance.uid)
        self.init(
            at: InternetDate.format(now.unixTime(of: provenance.at)), reason: cause.reason,
            rule: provenance.rule, upstreamStatus: provenance.status, window: cause.window,
            models: cause.models?.text, lease: isSeen ? provenance.lease.map(LeaseName.init) : nil,
            uid: isSeen ? provenance.uid : nil)
    }
}
