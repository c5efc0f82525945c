extension Pool {
    /// What an account may do for a model at an instant: the one place where states are derived.
    func state(of account: Int, for wish: Wish?, now: Instant) -> (AccountState, end: Instant) {
        let slot = accounts[account]
        guard slot.account.isEnabled, slot.isListed else { return (.disabled, .distantFuture) }
        guard !slot.account.isDraining else { return (.draining, .distantFuture) }
        let hindrance = slot.records.hindrance(
            for: wish?.model, ignoring: slot.account.ignoredWindows, now: now)
        if let hindrance, hindrance.state == .authFailed { return (.authFailed, hindrance.end) }
        guard slot.account.serves(wish?.model) else { return (.modelUnsupported, .distantFuture) }
        if let hindrance, hindrance.state == .modelUnsupported {
            return (.modelUnsupported, hindrance.end)
        }
        if let wish, wish.excludes(slot.account.id) { return (.excluded, .distantFuture) }
        if let hindrance { return (hindrance.state, hindrance.end) }
        return (loads[account].hasRoom ? .available : .atCapacity, now)
    }

    /// What there is for a wish that gets nothing.
    struct Outlook {
        var counts = BlockedCounts()
        /// When the first account that would do changes by itself.
        var nextChange = Instant.distantFuture
        /// Whether a release or a finished refresh may help at any time.
        var mayChangeAnyTime = false

        /// How long from now until something changes by itself.
        func retryAfter(_ now: Instant) -> Interval? {
            nextChange == .distantFuture ? nil : nextChange - now
        }
    }

    /// Why each account of a group does not serve a wish, and when one may.
    func outlook(for wish: Wish, in group: Int, now: Instant) -> Outlook {
        var outlook = Outlook()
        for account in groups[group].members {
            let (state, end) = state(of: account, for: wish, now: now)
            outlook.counts.add(state)
            switch state {
            case .atCapacity, .available:
                outlook.mayChangeAnyTime = true
            case .authFailed:
                if case .refreshing = accounts[account].records.status {
                    outlook.mayChangeAnyTime = !wish.excludes(accounts[account].account.id)
                }
                fallthrough
            case .quota, .cooldown, .modelUnsupported:
                guard !wish.excludes(accounts[account].account.id) else { continue }
                outlook.nextChange = min(outlook.nextChange, end)
            case .disabled, .draining, .excluded:
                continue
            }
        }
        return outlook
    }

    /// Derives anew whether an account is open and when time will change it.
    ///
    /// Called whenever one of its records may have changed, and when `nextChange` has come.
    mutating func refile(_ account: Int, now: Instant) {
        accounts[account].records.forget(at: now)
        let records = accounts[account].records
        let (state, _) = state(of: account, for: nil, now: now)
        let isOpen = state == .available || state == .atCapacity
        loads[account].hasModelRecords =
            records.windows.contains { $0.models != nil }
            || records.cooldowns.contains { $0.models != nil }
        if let next = records.nextChange(after: now) {
            accountDeadlines.set(account, to: next)
        } else {
            accountDeadlines.remove(account)
        }
        guard isOpen != loads[account].isOpen else { return }
        loads[account].isOpen = isOpen
        reorder(account)
    }
}
