import Leasing
import Wire

extension Service {
    mutating func setAccount(
        _ request: SetAccountRequest, _ id: RequestID, from peer: Peer, now: Moment
    ) {
        answer(id, from: peer) { (service) throws(Refusal) in
            let change = AccountChange(
                isEnabled: request.isEnabled, isDraining: request.isDraining,
                maxInFlight: request.maxInFlight, priority: request.priority, weight: request.weight
            )
            let setting = try service.pool.set(
                change, of: request.account, uid: peer.uid, now: now.instant)
            let account = setting.account
            let reply = SetAccountReply(
                account: account.id, changed: setting.change.settings.map(\.name),
                isDraining: account.isDraining, isEnabled: account.isEnabled,
                maxInFlight: account.maxInFlight, priority: account.priority,
                revoked: setting.revoked,
                weight: account.weight)
            peer.answer(id) { reply.write(&$0) }
            service.settle(now: now)
            guard setting.change.isEnabled != nil || setting.change.isDraining != nil else {
                return
            }
            // It comes behind the act itself.
            service.noteStatus(
                setting.status.name(of: account), of: account.id, because: "operator",
                rule: "operator.set", by: peer.uid, now: now)
        }
    }
}
