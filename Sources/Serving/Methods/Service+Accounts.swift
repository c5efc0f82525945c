import Leasing
import Providers
import Wire

extension Service {
    mutating func listAccounts(
        _ request: AccountsRequest, _ id: RequestID, from peer: Peer, now: Moment
    ) {
        answer(id, from: peer) { (service) throws(Refusal) in
            if let provider = request.provider, !service.pool.hasProvider(provider) {
                throw .unknownProvider
            }
            let page = service.page(
                of: request.provider, model: nil, after: request.after, limit: request.limit,
                now: now)
            let reply = AccountsReply(
                accounts: page.items.map { service.accountForOperators($0, now: now) },
                next: page.next?.account.id)
            peer.answer(id) { reply.write(&$0) }
        }
    }

    /// Some accounts in the order of their ids.
    func page(
        of provider: String?, model: String?, after: String?, limit: Int, now: Moment
    ) -> Page<AccountSummary> {
        let found = pool.accountSummaries(
            provider: provider, model: model, after: after, limit: limit + 1, now: now.instant)
        return Page(found, limit: limit)
    }

    /// An account with all that an operator may see of it.
    private func accountForOperators(_ summary: AccountSummary, now: Moment) -> AccountReply {
        var reply = AccountReply(summary, showsLabel: true, now: now)
        let account = summary.account
        guard let number = pool.index(of: account.id)?.number, let lending = lendings[number] else {
            return reply
        }
        reply.particulars = AccountReply.Particulars(
            credentialKind: lending.kind.rawValue, credentialExpiresIn: lending.expiresIn(now: now),
            credentialSource: "file", disabledBy: summary.records.disabledBy?.rule,
            priority: account.priority, changed: summary.replaced.settings.map(\.name),
            weight: account.weight)
        return reply
    }
}
