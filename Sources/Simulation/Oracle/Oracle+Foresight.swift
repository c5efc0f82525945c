import JSON
import Leasing

/// What Explain has said of a Select in the moment before it arrived.
package struct Foresight: Sendable {
    /// The Select.
    let call: Call
    /// On which connection it arrives.
    let line: Int
    /// What was said.
    let answer: Answer

    /// Says what was foreseen for a Select on a connection.
    package init(call: Call, line: Int, answer: Answer) {
        self.call = call
        self.line = line
        self.answer = answer
    }
}

extension Oracle {
    /// Judges that a Select got what Explain had said that it would.
    package mutating func requireForesight(_ foresight: Foresight) {
        guard let wish = foresight.call.selectWish else { return }
        let chosen = foresight.answer.result?["chosen"]?.string
        let accounts = foresight.answer.result?["accounts"]?.array ?? []
        if let refusal = step.refusals.first(where: { $0.open.call == foresight.call }) {
            require(chosen == nil, .explained, "\(chosen ?? "") was promised to a refused Select")
            return requireStates(accounts, refusal)
        }
        if let lease = step.grants.first(where: { leases[$0].wish == wish }) {
            return require(
                chosen == leases[lease].account, .explained,
                "\(leases[lease].account) was lent, and \(chosen ?? "none") was promised")
        }
        guard isWaiting(foresight) else { return }
        require(chosen == nil, .explained, "\(chosen ?? "") was promised to one who waits")
    }

    private func isWaiting(_ foresight: Foresight) -> Bool {
        lines[foresight.line].isOpen
            && lines[foresight.line].open.contains {
                $0.call == foresight.call && $0.isDecided && $0.isCertain
            }
    }

    private mutating func requireStates(_ accounts: [JSONValue], _ refusal: Refused) {
        var counts: [String: Int64] = [:]
        for account in accounts { counts[account["state"]?.string ?? "", default: 0] += 1 }
        for (state, count) in refusal.blocked {
            require(
                counts[state, default: 0] == count, .explained,
                "\(count) accounts are \(state), of which \(counts[state, default: 0]) were told")
        }
    }

    /// Judges that each block that Explain tells of has a cause.
    package mutating func requireCauses(_ answer: Answer) {
        for text in answer.result?["accounts"]?.array ?? [] {
            guard let id = text["account_id"]?.string, let place = place(of: id) else {
                return breach(.explained, "an account is explained that nobody named")
            }
            switch text["state"]?.string {
            case "quota", "cooldown", "auth_failed", "half_open":
                requireCause(text["cause"], of: place)
            case "model_unsupported", "disabled":
                if text["cause"] != nil { requireCause(text["cause"], of: place) }
            default: require(text["cause"] == nil, .explained, "\(id) has a cause of nothing")
            }
        }
    }

    private mutating func requireCause(_ cause: JSONValue?, of place: Int) {
        let id = accounts[place].account.id
        guard let cause, let rule = cause["rule"]?.string, !rule.isEmpty,
            cause["reason"]?.string != nil, cause["at"]?.string != nil
        else { return breach(.explained, "\(id) is blocked for no cause") }
        guard let name = cause["lease_id"]?.string else {
            return require(
                cause["upstream_status"] == nil, .explained,
                "\(id) was answered by an upstream, to nobody's lease")
        }
        guard let lease = leaseNumbers[name] else {
            return breach(.explained, "\(id) is blocked because of a lease that nobody had")
        }
        require(
            leases[lease].account == id && cause["uid"]?.integer == Int64(leases[lease].uid),
            .explained, "\(id) is blocked because of a lease of another account, or user")
    }
}

extension Call {
    /// What is asked, when it is a Select.
    var selectWish: SelectWish? { if case .select(let wish) = content { wish } else { nil } }
}
