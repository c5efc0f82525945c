import Leasing

extension SlowPool {
    /// One reason why an account does not serve, and when it ends by itself.
    struct Reason {
        let state: AccountState
        let end: Instant
    }

    /// What an account's records hold against a model.
    func reasons(_ account: String, _ model: String?, _ now: Instant) -> [Reason] {
        guard let entry = entries[account] else { return [] }
        let records = entry.records
        var reasons: [Reason] = []
        let isDead = records.status != .active
        if isDead || records.credentialEnd.map({ $0 <= now }) ?? false {
            reasons.append(Reason(state: .authFailed, end: .distantFuture))
        }
        for window in records.windows {
            let end = window.resetsAt ?? .distantFuture
            guard hinders(window, entry.account, model, now) else { continue }
            reasons.append(Reason(state: .quota, end: end))
        }
        for pause in records.cooldowns {
            let end = pause.until ?? .distantFuture
            guard end > now, concerns(pause.models, model) else { continue }
            reasons.append(Reason(state: Self.state(of: pause.reason), end: end))
        }
        return reasons
    }

    /// Whether a window keeps an account from serving a model.
    func hinders(
        _ window: QuotaWindow, _ account: Account, _ model: String?, _ now: Instant
    ) -> Bool {
        let isOverused = (window.usedPercent ?? 0) >= mostUsed(account)
        return (window.isLimitReached || isOverused) && (window.resetsAt ?? .distantFuture) > now
            && concerns(window.models, model) && !account.ignoredWindows.contains(window.name)
    }

    private func mostUsed(_ account: Account) -> Double {
        account.maxUsedPercent.map(Double.init) ?? .infinity
    }

    func concerns(_ pattern: ModelPattern?, _ model: String?) -> Bool {
        guard let pattern else { return true }
        return model.map { pattern.matches($0) } ?? false
    }

    private static func state(of reason: Finding.Category) -> AccountState {
        if [.authExpired, .authRevoked, .accountSuspended].contains(reason) { return .authFailed }
        if reason == .modelUnsupported { return .modelUnsupported }
        return reason == .quotaExhausted ? .quota : .cooldown
    }

    /// All that applies to an account for a wish; what counts is the state that comes first.
    func standing(
        _ account: String, _ wish: Wish, _ now: Instant, ignoringAllowances: Bool = false
    ) -> [Reason] {
        guard let entry = entries[account] else { return [] }
        var all = reasons(account, wish.model, now)
        func add(_ state: AccountState, if applies: Bool) {
            if applies { all.append(Reason(state: state, end: .distantFuture)) }
        }
        add(
            .disabled,
            if: !entry.isListed || !entry.account.isEnabled || entry.records.disabledBy != nil)
        add(.draining, if: entry.account.isDraining)
        add(.modelUnsupported, if: !entry.account.serves(wish.model))
        add(.excluded, if: isExcluded(account, wish))
        if all.isEmpty {
            let isFull = inFlight(of: account) >= entry.account.maxInFlight
            add(
                .atCapacity,
                if: isFull || !ignoringAllowances && isHeldBack(account, wish.model, now))
        }
        return all
    }

    func isExcluded(_ account: String, _ wish: Wish) -> Bool {
        wish.excluded.contains(account) || (wish.account ?? account) != account
    }

    func state(of account: String, _ wish: Wish, _ now: Instant) -> AccountState {
        let states = standing(account, wish, now).map(\.state)
        return AccountState.allCases.first { states.contains($0) } ?? .available
    }

    func counts(for wish: Wish, _ now: Instant) -> BlockedCounts {
        var counts = BlockedCounts()
        for account in members(of: wish.provider) { counts.add(state(of: account, wish, now)) }
        return counts
    }

    /// When the first account that would do has nothing more against it; `nil` when none ever will
    /// by itself.
    func nextChange(for wish: Wish, _ now: Instant) -> Instant? {
        let ends = members(of: wish.provider).compactMap { account -> Instant? in
            let standing = standing(account, wish, now)
            guard !standing.isEmpty, !standing.contains(where: { $0.state == .atCapacity }) else {
                return nil
            }
            return standing.map(\.end).max()
        }
        let growths = members(of: wish.provider).filter { state(of: $0, wish, now) == .atCapacity }
            .compactMap { nextGrowth($0, wish.model, now) }
        let probe = nextProbe(for: wish, now)
        return (ends + growths + [probe].compactMap(\.self)).filter { $0 < .distantFuture }.min()
    }

    /// Whether a wish may be served before a deadline: by a release, by a refresh, or by time.
    func hasHope(_ wish: Wish, until deadline: Instant, _ now: Instant) -> Bool {
        let mayHelp = members(of: wish.provider).contains { account in
            let state = state(of: account, wish, now)
            if state == .available || state == .atCapacity { return true }
            guard case .refreshing = entries[account]?.records.status else { return false }
            let isServing = entries[account]?.account.serves(wish.model) ?? false
            return state == .authFailed && isServing && !isExcluded(account, wish)
        }
        return mayHelp || (nextChange(for: wish, now).map { $0 <= deadline } ?? false)
    }

    func refusal(of wish: Wish, since: Instant, _ now: Instant) -> Refusal {
        .noEligibleAccount(
            counts(for: wish, now), retryAfter: nextChange(for: wish, now).map { $0 - now },
            waited: now - since)
    }

    /// When the first thing is due.
    func nextDeadline(_ now: Instant) -> Instant? {
        var all = leases.filter(\.isLive).map(\.end)
        all += waiters.map(\.deadline) + shadows.map(\.end)
        for entry in entries.values where entry.isListed {
            let windows = entry.records.windows.filter { window in
                window.isLimitReached || (window.usedPercent ?? 0) >= mostUsed(entry.account)
            }
            all += windows.compactMap(\.resetsAt)
            all += entry.records.cooldowns.compactMap(\.until)
            all += entry.allowances.map { allowance in
                allowance.since + .milliseconds(250) * Int64(Self.most(allowance.since, now))
            }
            if let end = entry.records.credentialEnd { all.append(end) }
            if case .refreshing(let until) = entry.records.status { all.append(until) }
        }
        return all.filter { $0 > now }.min()
    }
}
