/// A pause of an account, or of some of its models, after an offence.
///
/// It outlives its own end, so that the next offence finds the level it left.
package struct Cooldown: Hashable, Sendable {
    /// The models it concerns; `nil` for the whole account.
    package let models: ModelPattern?
    /// What the pause is for.
    package let reason: Finding.Category
    /// When it ends; `nil` when only someone's act ends it.
    package var until: Instant?
    /// How many steps of its ladder have been taken.
    package var level: Int
    /// When it opened last.
    package var openedAt: Instant
    /// The first fence granted after it opened: an older lease's failure belongs to the same burst.
    package var openedFence: UInt64
    /// When it may be tested whether it is still needed.
    package var probes: ProbePlan
    /// Why it is there.
    package var provenance: Provenance

    /// Describes a pause.
    package init(
        models: ModelPattern?, reason: Finding.Category, until: Instant?, level: Int,
        openedAt: Instant, openedFence: UInt64, probes: ProbePlan, provenance: Provenance
    ) {
        self.models = models
        self.reason = reason
        self.until = until
        self.level = level
        self.openedAt = openedAt
        self.openedFence = openedFence
        self.probes = probes
        self.provenance = provenance
    }

    /// Whether it keeps requests away at an instant.
    package func blocks(at now: Instant) -> Bool {
        until.map { $0 > now } ?? true
    }

    /// When it stops blocking by itself; `distantFuture` when only someone's act ends it.
    package var blockEnd: Instant { until ?? .distantFuture }

    /// When its level is forgotten: after a quiet time of half an hour, or four times the last
    /// pause when that is longer; a challenge's after an hour.
    package var forgottenAt: Instant {
        guard let until else { return .distantFuture }
        if reason == .cloudflareChallenge { return until + Limits.challengeMemory }
        return until + max(Limits.levelMemory, (until - openedAt) * 4)
    }
}
