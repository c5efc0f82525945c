import Leasing
import Providers
import Wire

extension Service {
    /// Says what a Select would get. On the lease socket, who caused a block is told to that user
    /// alone.
    mutating func explain(
        _ request: borrowing ExplainRequest, _ id: RequestID, from peer: Peer, now: Moment
    ) throws(Refusal) {
        let isOperator = peer.socket == .ops
        let explanation: Explanation
        switch request.subject {
        case .lease(let name):
            guard let name else { throw .leaseUnknown }
            explanation = try pool.explain(
                Lease.ID(name), uid: isOperator ? nil : peer.uid, now: now.instant)
        case .select(let select):
            var wish = Wish(select)
            let (uid, client) = (peer.uid, peer.clientName)
            wish.session = select.session.map { SessionName(uid: uid, client: client, key: $0) }
            explanation = try pool.explain(wish, uid: uid, now: now.instant)
        }
        let after = request.after
        let page = explanation.accounts.filter { account in after.map { account.id > $0 } ?? true }
        let uid = isOperator ? nil : Optional(peer.uid)
        let reply = ExplainReply(
            chosen: explanation.chosen, why: explanation.reason.rawValue,
            accounts: page.prefix(request.limit).map {
                ExplainReply.Account($0, seenBy: uid, now: now)
            },
            next: page.count > request.limit ? page[request.limit - 1].id : nil)
        peer.answer(id) { reply.write(&$0) }
        settle(now: now)
    }
}

extension ExplainReply.Account {
    /// - Parameter user: who may see his own acts alone; `nil` for one who may see all.
    init(_ account: AccountExplanation, seenBy user: UInt32?, now: Moment) {
        self.init(
            id: account.id, state: account.state.rawValue,
            rules: account.rules.map {
                ExplainReply.Rule(name: $0.rule.rawValue, passed: $0.passed, value: $0.value)
            },
            cause: account.cause.map { ExplainReply.Cause($0, seenBy: user, now: now) },
            eligibleIn: account.eligible?.millisecondsRoundedUp)
    }
}

extension ExplainReply.Cause {
    init(_ cause: BlockCause, seenBy user: UInt32?, now: Moment) {
        let provenance = cause.provenance
        let isSeen = user == nil || provenance.uid == user
        self.init(
            at: InternetDate.format(now.unixTime(of: provenance.at)), reason: cause.reason,
            rule: provenance.rule, upstreamStatus: provenance.status, window: cause.window,
            models: cause.models?.text, lease: isSeen ? provenance.lease.map(LeaseName.init) : nil,
            uid: isSeen ? provenance.uid : nil)
    }
}
