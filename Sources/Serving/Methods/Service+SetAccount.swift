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
            service.noteStatus(after: setting, by: peer.uid, now: now)
            service.settle(now: now)
        }
    }

    /// Remembers that an operator has changed an account's status, behind the act itself.
    private mutating func noteStatus(after setting: AccountSetting, by uid: UInt32, now: Moment) {
        guard setting.change.isEnabled != nil || setting.change.isDraining != nil else { return }
        noteFacts(now: now)
        let account = setting.account
        var event = Event(.accountStatusUpdate, at: now.unix)
        (event.account, event.provider) = (account.id, account.provider)
        event.status = setting.status.name
        if account.isDraining { event.status = "draining" }
        if !account.isEnabled { event.status = "disabled" }
        (event.reason, event.rule, event.uid) = ("operator", "operator.set", uid)
        events.append(event)
    }
}
