/// What an account that has recovered from a limit may carry, until it has shown for long enough
/// that it bears its load: one lease, and one more with each quarter of a second.
package struct Allowance: Hashable, Sendable {
    /// The models that the limit concerned; `nil` for the whole account.
    package let models: ModelPattern?
    /// When the limit ended.
    package let since: Instant
    /// The leases of those models that the account carries.
    package var inFlight: Int

    /// Begins at an instant.
    package init(models: ModelPattern?, since: Instant, inFlight: Int) {
        self.models = models
        self.since = since
        self.inFlight = inFlight
    }

    /// How many leases of its models there may be at an instant.
    package func most(at now: Instant) -> Int {
        1 + Int((now - since).nanoseconds / Limits.allowanceStep.nanoseconds)
    }

    /// When there may be one more.
    package func nextGrowth(after now: Instant) -> Instant {
        since + Limits.allowanceStep * Int64(most(at: now))
    }

    /// Whether it holds a lease for a model back.
    package func holdsBack(_ model: String?, at now: Instant) -> Bool {
        inFlight >= most(at: now) && AccountRecords.concerns(models, model)
    }
}

/// A rate or quota limit that stands.
package struct StandingLimit: Hashable, Sendable {
    /// The models that it concerns; `nil` for the whole account.
    package let models: ModelPattern?
    /// When it was first seen.
    package let since: Instant

    /// Stands since an instant.
    package init(models: ModelPattern?, since: Instant) {
        self.models = models
        self.since = since
    }
}

extension AccountRecords {
    /// What rate and quota limits concern, as long as they stand; each once.
    func limitedModels(of account: borrowing Account, now: Instant) -> [ModelPattern?] {
        var limited: [ModelPattern?] = []
        for window in windows where window.excludes(from: account.maxUsedPercent, at: now) {
            guard !account.ignoredWindows.contains(window.name), !limited.contains(window.models)
            else { continue }
            limited.append(window.models)
        }
        for cooldown in cooldowns where cooldown.blocks(at: now) && cooldown.reason.isLimit {
            if !limited.contains(cooldown.models) { limited.append(cooldown.models) }
        }
        return limited
    }
}

extension Finding.Category {
    /// Whether it says that an account has had as much as it may.
    fileprivate var isLimit: Bool { self == .rateLimited || self == .quotaExhausted }
}
