import Leasing

extension SlowPool {
    /// The account that is tried out for a wish when every one that serves its model is blocked.
    func halfOpen(for wish: Wish, _ now: Instant) -> String? {
        let plain = Wish(provider: wish.provider, model: wish.model)
        guard !isAnyAble(plain, now) else { return nil }
        let blocked = members(of: wish.provider).filter { isBlocked($0, plain, now) }
        guard !blocked.contains(where: isProbing) else { return nil }
        let due = blocked.filter { account in
            inFlight(of: account) < entries[account]?.account.maxInFlight ?? 0
                && (plan(account, wish.model, now).map { $0.next <= now } ?? false)
        }
        let oldest = due.min { one, other in
            let ages = [one, other].map { plan($0, wish.model, now)?.since ?? now }
            return ages[0] < ages[1]
        }
        return oldest.flatMap { isExcluded($0, wish) ? nil : $0 }
    }

    /// When the next account will be tried out for a wish.
    func nextProbe(for wish: Wish, _ now: Instant) -> Instant? {
        let plain = Wish(provider: wish.provider, model: wish.model)
        guard !isAnyAble(plain, now) else { return nil }
        let blocked = members(of: wish.provider).filter {
            isBlocked($0, plain, now) && !isExcluded($0, wish)
        }
        return blocked.compactMap { plan($0, wish.model, now)?.next }.filter { $0 > now }.min()
    }

    private func isAnyAble(_ wish: Wish, _ now: Instant) -> Bool {
        members(of: wish.provider).contains { account in
            [.available, .atCapacity].contains(state(of: account, wish, now))
        }
    }

    private func isBlocked(_ account: String, _ wish: Wish, _ now: Instant) -> Bool {
        let isServing = entries[account]?.account.serves(wish.model) ?? false
        return isServing
            && [.authFailed, .quota, .cooldown].contains(state(of: account, wish, now))
    }

    private func isProbing(_ account: String) -> Bool {
        leases.contains { $0.account == account && $0.isLive && $0.isProbe }
    }

    /// Since when an account is blocked for a model, and when that may be tested.
    private func plan(
        _ account: String, _ model: String?, _ now: Instant
    ) -> (since: Instant, next: Instant)? {
        guard let entry = entries[account] else { return nil }
        let records = entry.records
        if records.credentialEnd.map({ $0 <= now }) ?? false { return nil }
        var plans: [ProbePlan] = []
        switch records.status {
        case .active: break
        case .refreshing: return nil
        case .expired, .suspended: plans += [records.loginProbes].compactMap(\.self)
        }
        plans += records.windows.filter { hinders($0, entry.account, model, now) }.map(\.probes)
        let pauses = records.cooldowns.filter { pause in
            (pause.until ?? .distantFuture) > now && concerns(pause.models, model)
        }
        if pauses.contains(where: { $0.reason == .modelUnsupported }) { return nil }
        plans += pauses.map(\.probes)
        guard let since = plans.map(\.since).min(), let next = plans.map(\.next).max(),
            next < .distantFuture
        else { return nil }
        return (since, next)
    }
}
