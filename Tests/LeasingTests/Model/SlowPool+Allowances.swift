import Leasing

extension SlowPool {
    /// Notes which limits of an account stand, and which have ended.
    mutating func learnLimits(of id: String, _ now: Instant) {
        guard let entry = entries[id] else { return }
        guard entry.isListed else { return forgetLimits(of: id) }
        var limited: [ModelPattern?] = entry.records.windows.filter { window in
            isLimited(window, entry.account, now)
        }.map(\.models)
        limited += entry.records.cooldowns.filter { pause in
            [.rateLimited, .quotaExhausted].contains(pause.reason)
                && (pause.until ?? .distantFuture) > now
        }.map(\.models)
        for limit in entry.limits where !limited.contains(limit.models) {
            guard now - limit.since > .seconds(5) else { continue }
            entries[id]?.allowances.removeAll { $0.models == limit.models }
            entries[id]?.allowances.append((limit.models, now))
        }
        var limits = entry.limits.filter { limited.contains($0.models) }
        for models in limited where !limits.contains(where: { $0.models == models }) {
            limits.append((models, now))
        }
        entries[id]?.limits = limits
        entries[id]?.allowances.removeAll { Self.most($0.since, now) >= entry.account.maxInFlight }
    }

    mutating func forgetLimits(of id: String) {
        entries[id]?.limits = []
        entries[id]?.allowances = []
    }

    /// Whether an account that has recovered must not have another lease for a model yet.
    func isHeldBack(_ id: String, _ model: String?, _ now: Instant) -> Bool {
        guard let entry = entries[id] else { return false }
        return entry.allowances.contains { holdsBack($0, id, model, now) } && !isAlone(id, model)
    }

    /// When an account that is held back, and has room, may have another lease for a model.
    func nextGrowth(_ id: String, _ model: String?, _ now: Instant) -> Instant? {
        guard let entry = entries[id], inFlight(of: id) < entry.account.maxInFlight,
            isHeldBack(id, model, now)
        else { return nil }
        return entry.allowances.filter { holdsBack($0, id, model, now) }
            .map { $0.since + .milliseconds(250) * Int64(Self.most($0.since, now)) }.max()
    }

    private func isLimited(
        _ window: QuotaWindow, _ account: Account, _ now: Instant
    ) -> Bool {
        window.excludes(from: account.maxUsedPercent, at: now)
            && !account.ignoredWindows.contains(window.name)
    }

    private func holdsBack(
        _ allowance: (models: ModelPattern?, since: Instant), _ id: String, _ model: String?,
        _ now: Instant
    ) -> Bool {
        guard concerns(allowance.models, model) else { return false }
        let carried = leases.count { lease in
            lease.account == id && lease.isLive && concerns(allowance.models, lease.wish.model)
        }
        return carried >= Self.most(allowance.since, now)
    }

    static func most(_ since: Instant, _ now: Instant) -> Int {
        1 + Int((now - since).nanoseconds / 250_000_000)
    }

    private func isAlone(_ id: String, _ model: String?) -> Bool {
        let provider = entries[id]?.account.provider ?? ""
        return !members(of: provider).contains { other in
            guard other != id, let entry = entries[other] else { return false }
            return entry.account.isEnabled && !entry.account.isDraining
                && entry.records.disabledBy == nil && entry.account.serves(model)
        }
    }
}
