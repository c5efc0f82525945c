import JSON
import Leasing

extension Oracle {
    /// An operator has done something, and was answered.
    package mutating func operated(_ act: OperatorAct, _ answer: Answer?) {
        guard let answer, answer.text != nil else {
            return breach(.canonical, "an operator was not answered")
        }
        switch act {
        case .set(let account, let change): set(change, of: account, answer)
        case .clear(let account, let model): clear(account, model, answer)
        case .revoke(let lease): revoke(lease, answer)
        case .revokeAll(let account):
            guard requireTarget(isKnown(account), "UNKNOWN_ACCOUNT", answer) else { return }
            revokeAll(of: account, "OPERATOR", answer)
        }
    }

    /// Judges that an act was refused if, and only if, there is nothing of the name.
    ///
    /// - Returns: whether it was done.
    private mutating func requireTarget(
        _ isThere: Bool, _ reason: String, _ answer: Answer
    ) -> Bool {
        require(
            answer.reason == (isThere ? nil : reason), .operatorIsObeyed,
            "an operator was answered \(answer.reason ?? "well")")
        return isThere
    }

    /// An account that is not named any more is known as long as it has leases.
    private func isKnown(_ account: String) -> Bool {
        place(of: account) != nil || inFlight(of: account) > 0
    }

    private mutating func set(_ change: AccountChange, of id: String, _ answer: Answer) {
        guard requireTarget(place(of: id) != nil, "UNKNOWN_ACCOUNT", answer),
            let place = place(of: id)
        else { return }
        let wasEnabled = accounts[place].account.isEnabled
        settings[id, default: KnownSettings()].set(change, of: &accounts[place].offered.account)
        let account = accounts[place].account
        if wasEnabled, !account.isEnabled {
            revokeAll(of: id, "ACCOUNT_DISABLED", answer)
        }
        let isSo =
            answer.result?["enabled"]?.boolean == account.isEnabled
            && answer.result?["draining"]?.boolean == account.isDraining
            && answer.result?["max_in_flight"]?.integer == Int64(account.maxInFlight)
            && answer.result?["priority"]?.integer == Int64(account.priority)
        require(isSo, .operatorIsObeyed, "\(id) was set, and is not as it was to be")
    }

    private mutating func revokeAll(of account: String, _ reason: String, _ answer: Answer) {
        let lost = live.filter { leases[$0].account == account }
        require(
            answer.result?["revoked"]?.integer == Int64(lost.count), .operatorIsObeyed,
            "\(account) has \(lost.count) leases, of which others were taken back")
        for lease in lost { revoke(lease, reason) }
    }

    private mutating func revoke(_ lease: Int, _ reason: String) {
        expectTelling(lease, reason)
        end(lease, .revoked, at: now)
    }

    private mutating func revoke(_ name: String, _ answer: Answer) {
        let lease = leaseNumbers[name].flatMap { leases[$0].isForgotten(now: now) ? nil : $0 }
        guard requireTarget(lease != nil, "LEASE_UNKNOWN", answer), let lease else { return }
        require(
            answer.result?["revoked"]?.integer == (leases[lease].isLive ? 1 : 0),
            .operatorIsObeyed, "lease \(leases[lease].fence) was not taken back, or once more")
        if leases[lease].isLive { revoke(lease, "OPERATOR") }
    }

    /// Nothing of what was seen stands any more, and what was granted before says nothing against
    /// the account.
    private mutating func clear(_ id: String, _ model: String?, _ answer: Answer) {
        guard requireTarget(isKnown(id), "UNKNOWN_ACCOUNT", answer) else { return }
        if model == nil { clearedFences[id] = highestFence }
        guard let place = place(of: id) else { return }
        step.cleared = model == nil ? id : nil
        accounts[place].forgetLimits()
        accounts[place].hindrances.removeAll { hindrance in
            guard let model else { return true }
            return hindrance.models.map { ModelPattern($0).matches(model) } ?? false
        }
        if model == nil { accounts[place].status = "active" }
    }

    /// Judges what Summary tells of an account in the step in which it was cleared.
    mutating func requireClearing(_ place: Int) {
        let account = accounts[place]
        guard step.cleared == account.account.id else { return }
        require(
            account.hindrances.isEmpty && account.status == "active", .operatorIsObeyed,
            "\(account.account.id) was cleared, and is \(account.status) with "
                + "\(account.hindrances.count) blocks")
    }

    /// Judges that a report of a lease from before its account was cleared says nothing against it.
    mutating func requireClearing(_ lease: Int, _ category: String, _ skip: String?) {
        guard let fence = clearedFences[leases[lease].account], leases[lease].fence <= fence else {
            return
        }
        require(
            skip != nil || category == "ok", .operatorIsObeyed,
            "\(leases[lease].account) was cleared, and an older lease's \(category) was taken")
    }
}
