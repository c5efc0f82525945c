/// What is known of one of an account's quota windows.
package struct QuotaWindow: Hashable, Sendable {
    /// The upstream's name for it.
    package let name: String
    /// The models it counts; `nil` for the whole account.
    package let models: ModelPattern?
    /// Percent used, when known.
    package var usedPercent: Double?
    /// Whether nothing more is to be had before it resets.
    package var isLimitReached: Bool
    /// When it opens again; `nil` when nobody said.
    package var resetsAt: Instant?
    /// How it was learnt last.
    package var source: WindowReading.Source
    /// Why it stands as it does.
    package var provenance: Provenance
    /// The first fence granted after the limit was seen: news from an older lease does not end it.
    package var limitFence: UInt64
    /// When it may be tested whether there is something left, as long as it excludes.
    package var probes: ProbePlan

    /// Describes a window.
    package init(
        name: String, models: ModelPattern?, usedPercent: Double? = nil, isLimitReached: Bool,
        resetsAt: Instant? = nil, source: WindowReading.Source, provenance: Provenance,
        limitFence: UInt64, probes: ProbePlan
    ) {
        self.name = name
        self.models = models
        self.usedPercent = usedPercent
        self.isLimitReached = isLimitReached
        self.resetsAt = resetsAt
        self.source = source
        self.provenance = provenance
        self.limitFence = limitFence
        self.probes = probes
    }

    /// Whether it keeps requests away at an instant. A window whose reset has passed is open again
    /// by arithmetic alone.
    package func blocks(at now: Instant) -> Bool {
        isLimitReached && (resetsAt.map { $0 > now } ?? true)
    }

    /// Whether it keeps requests away from an account that is not to be used up beyond a percent.
    package func excludes(from most: Int?, at now: Instant) -> Bool {
        if blocks(at: now) { return true }
        guard let most, let used = usedPercent(at: now) else { return false }
        return used >= Double(most)
    }

    /// When it stops blocking by itself; `distantFuture` when only someone's act ends it.
    package var blockEnd: Instant { resetsAt ?? .distantFuture }

    /// Percent used at an instant: nothing once the window has reset.
    package func usedPercent(at now: Instant) -> Double? {
        guard let resetsAt, resetsAt <= now else { return usedPercent }
        return usedPercent.map { _ in 0 }
    }
}
