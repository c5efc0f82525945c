extension Pool {
    /// What an account may do for a model at an instant: the one place where states are derived.
    func state(of account: Int, for wish: Wish?, now: Instant) -> (AccountState, end: Instant) {
        guard accounts[account].account.isEnabled, accounts[account].isListed,
            accounts[account].records.disabledBy == nil
        else { return (.disabled, .distantFuture) }
        guard !accounts[account].account.isDraining else { return (.draining, .distantFuture) }
        let hindrance = hindrance(of: account, for: wish?.model, now: now)
        let isServing = accounts[account].account.models.serve(wish?.model)
        // A block that ends is no prospect where the model will not be served after it either.
        let end = isServing ? hindrance?.end ?? now : .distantFuture
        if let hindrance, hindrance.state == .authFailed { return (.authFailed, end) }
        if !isServing || hindrance?.state == .modelUnsupported { return (.modelUnsupported, end) }
        if let wish, wish.isPicky, wish.excludes(accounts[account].account.id) {
            return (.excluded, .distantFuture)
        }
        if let hindrance { return (hindrance.state, end) }
        guard loads[account].hasRoom, !isHeldBack(account, for: wish?.model, now: now) else {
            return (.atCapacity, now)
        }
        return (.available, now)
    }

    /// What an account's records hold against a model.
    func hindrance(
        of account: Int, for model: String?, now: Instant
    ) -> AccountRecords.Hindrance? {
        accounts[account].records.hindrance(for: model, of: accounts[account].account, now: now)
    }

    /// The same for a time to which the pool has advanced: what its index says of most accounts
    /// is then enough.
    func presentState(
        of account: Int, for wish: Wish, now: Instant
    ) -> (AccountState, end: Instant) {
        guard loads[account].isOpen, !loads[account].hasModelRecords,
            accounts[account].account.models.serve(wish.model)
        else { return state(of: account, for: wish, now: now) }
        if wish.isPicky, wish.excludes(accounts[account].account.id) {
            return (.excluded, .distantFuture)
        }
        return (loads[account].hasRoom ? .available : .atCapacity, now)
    }

    /// What there is for a wish that gets nothing.
    struct Outlook {
        var counts = BlockedCounts()
        /// When the first account that would do changes by itself.
        var nextChange = Instant.distantFuture

        /// Takes in one account; `isPossible` when the wish does not exclude it.
        mutating func add(_ state: AccountState, until end: Instant, isPossible: Bool) {
            counts.add(state)
            if state.mayEndByItself, isPossible { nextChange = min(nextChange, end) }
        }

        /// How long from now until something changes by itself.
        func retryAfter(_ now: Instant) -> Interval? {
            nextChange == .distantFuture ? nil : nextChange - now
        }
    }

    /// Why each account of a group does not serve a wish, and when one may.
    func outlook(for wish: Wish, in group: Int, now: Instant) -> Outlook {
        var outlook = Outlook()
        for account in groups[group].members {
            let (state, end) = presentState(of: account, for: wish, now: now)
            outlook.add(state, until: end, isPossible: !isExcluded(account, wish))
            if state == .atCapacity, let next = nextGrowth(of: account, for: wish.model, now: now) {
                outlook.nextChange = min(outlook.nextChange, next)
            }
        }
        outlook.nextChange = min(outlook.nextChange, nextProbe(for: wish, in: group, now: now))
        return outlook
    }

    /// When a wish that gets nothing may be served after all.
    enum Hope {
        /// As soon as a lease ends or a refresh is answered.
        case anyTime
        /// When the first block ends that keeps an account from it; never in the distant future.
        case at(Instant)

        /// Whether it is fulfilled no later than an instant.
        func reaches(_ deadline: Instant) -> Bool {
            switch self {
            case .anyTime: true
            case .at(let instant): instant <= deadline && instant < .distantFuture
            }
        }
    }

    /// What there is to wait for; the search ends with the first account that may help any time.
    func hope(for wish: Wish, in group: Int, now: Instant) -> Hope {
        var first = Instant.distantFuture
        for account in groups[group].members {
            let (state, end) = presentState(of: account, for: wish, now: now)
            if state == .available || state == .atCapacity { return .anyTime }
            guard state.mayEndByItself, !isExcluded(account, wish) else { continue }
            if state == .authFailed, isRefreshing(account),
                accounts[account].account.models.serve(wish.model)
            {
                return .anyTime
            }
            first = min(first, end)
        }
        guard groups[group].probeCount > 0 else { return .at(first) }
        if isProbing(for: wish, in: group, now: now) { return .anyTime }
        return .at(min(first, nextProbe(for: wish, in: group, now: now)))
    }

    private func isExcluded(_ account: Int, _ wish: Wish) -> Bool {
        wish.isPicky && wish.excludes(accounts[account].account.id)
    }

    /// The next instant at which time alone changes what an account may do.
    private func nextChange(of account: Int, now: Instant) -> Instant {
        let records = accounts[account].records
        var next = records.nextChange(of: accounts[account].account, after: now) ?? .distantFuture
        next = min(next, nextGrowth(of: account, now: now))
        guard loads[account].mayBeProbed else { return next }
        return min(next, records.nextProbe(of: accounts[account].account, after: now, now: now))
    }

    /// Derives anew whether an account is open and when time will change it.
    ///
    /// Called whenever one of its records may have changed, and when `nextChange` has come. Who
    /// waits must then be served.
    mutating func refile(_ account: Int, now: Instant) {
        refilings += 1
        note(.records, of: account)
        accounts[account].records.forget(at: now)
        noteLimits(of: account, now: now)
        let (state, _) = state(of: account, for: nil, now: now)
        loads[account].isOpen = state == .available || state == .atCapacity
        loads[account].hasModelRecords =
            accounts[account].records.hasModelRecords || !accounts[account].allowances.isEmpty
        noteProbes(of: account, now: now)
        let next = nextChange(of: account, now: now)
        if next < .distantFuture {
            accountDeadlines.set(account, to: next)
        } else {
            accountDeadlines.remove(account)
        }
        let load = loads[account]
        guard (load.isOpen && load.hasRoom) != groups[load.group].order.contains(account) else {
            return
        }
        reorder(account)
    }
}
