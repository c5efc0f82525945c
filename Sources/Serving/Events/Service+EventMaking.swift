import Leasing
import Wire

extension Service {
    /// Takes in what has changed in the pool, and remembers it for those who ask.
    mutating func noteFacts(now: Moment) {
        let fresh = pool.takeFacts()
        guard !fresh.isEmpty else { return }
        for fact in fresh {
            events.append(Event(fact, now: now) { account in provider(of: account) })
        }
        facts += fresh
        revision += UInt64(fresh.count)
    }

    private func provider(of account: String) -> String? {
        guard let number = pool.index(of: account)?.number, number < lendings.count else {
            return nil
        }
        return lendings[number]?.provider
    }

    /// Remembers that an account's status was changed by somebody, behind the act itself.
    mutating func noteStatus(
        _ status: String, of account: String, because reason: String, rule: String,
        by uid: UInt32? = nil, now: Moment
    ) {
        var event = Event(.accountStatusUpdate, at: now.unix)
        (event.account, event.provider) = (account, provider(of: account))
        (event.status, event.reason, event.rule) = (status, reason, rule)
        event.uid = uid
        events.append(event)
    }

    /// Remembers that a Select was refused, unless the like was told a moment ago.
    mutating func noteRefusal(
        _ refusal: Refusal, of request: borrowing SelectRequest, from uid: UInt32, now: Moment
    ) {
        // That the daemon lends nothing more is told by an event of its own.
        guard refusal != .draining else { return }
        var key = RefusalTally.Key(
            provider: request.provider, model: request.model.map(ModelName.base), uid: uid,
            reason: refusal.mainReason)
        let asked = key
        // Names that nobody knows are counted together, however many a client makes up.
        if refusal == .unknownProvider { key.provider = nil }
        if refusal == .unknownProvider || refusal == .unknownModel { key.model = nil }
        let isNamed = key.model != nil
        let count = refusals.count(&key, now: now.instant)
        var event = Event(.selectRefused, at: now.unix)
        event.provider = asked.provider
        event.model = isNamed ? key.model : asked.model
        event.reason = asked.reason
        event.uid = uid
        event.count = count
        if case .noEligibleAccount(_, let retryAfter, _) = refusal { event.blocked = retryAfter }
        guard count != nil else { return refusals.keep(event, for: key) }
        events.append(event)
    }

    /// Tells of refusals that were counted and not repeated since.
    mutating func noteCountedRefusals(now: Moment) {
        for event in refusals.takeDue(now: now.instant) { events.append(event) }
    }
}

extension Refusal {
    /// What mostly stood in the way: the state that keeps the most accounts, else the reason's own
    /// name.
    fileprivate var mainReason: String {
        guard case .noEligibleAccount(let counts, _, _) = self, let state = counts.mainState else {
            return ErrorReason(self).rawValue
        }
        return state.rawValue
    }
}

extension BlockedCounts {
    /// The state that keeps the most accounts from being lent; of several the first in the order
    /// of precedence.
    fileprivate var mainState: AccountState? {
        var main: AccountState?
        for state in AccountState.allCases where state != .available && state != .halfOpen {
            if self[state] > main.map({ self[$0] }) ?? 0 { main = state }
        }
        return main
    }
}
