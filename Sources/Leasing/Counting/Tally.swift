/// What has happened to the accounts of one provider since the pool was made, in numbers that only
/// grow.
///
/// What internal requests do is not counted, but that accounts were paused and windows exhausted
/// is, whoever found it out. Counting costs an addition: no name is looked up and no text made.
package struct Tally: Sendable {
    /// Leases that were granted.
    package private(set) var grants = 0
    /// Leases for a request that had tried another before.
    package private(set) var rotations = 0
    /// Quota windows that were found to have nothing left.
    package private(set) var exhaustions = 0
    /// How long those that got a lease had waited for it.
    package private(set) var waits = Histogram()
    private var ends = [3 of Int](repeating: 0)
    private var cooldowns = [18 of Int](repeating: 0)
    private var results = [18 of Int](repeating: 0)
    private var verdicts = [4 of Int](repeating: 0)
    private var durations = [5 of Histogram](repeating: Histogram())

    /// Has counted nothing.
    package init() {}

    /// Counts a lease that was granted.
    package mutating func countGrant(for wish: Wish, waited: Interval) {
        guard !wish.isInternal else { return }
        grants &+= 1
        if wish.attempt > 1, !wish.isRepeat { rotations &+= 1 }
        if waited == .zero { waits.recordNone() } else { waits.record(waited) }
    }

    /// Counts the end of a lease.
    package mutating func countEnd(_ end: Lease.End) {
        ends[end.place] &+= 1
    }

    /// Counts a report that was taken, and what was answered to it.
    package mutating func countReport(
        _ report: Report, _ category: Finding.Category, _ advice: Advice
    ) {
        results[category.place] &+= 1
        verdicts[advice.place] &+= 1
        guard let duration = report.duration else { return }
        // No request takes longer than a lease lives, whatever its client says.
        durations[report.phase.place].record(min(duration, Limits.boundTerm))
    }

    /// Counts a pause that was opened or lengthened.
    package mutating func countCooldown(_ reason: Finding.Category) {
        cooldowns[reason.place] &+= 1
    }

    /// Counts a window that has nothing left.
    package mutating func countExhaustion() {
        exhaustions &+= 1
    }

    /// Leases that have ended in one way.
    package func count(of end: Lease.End) -> Int { ends[end.place] }

    /// Pauses that were opened or lengthened for a reason.
    package func cooldowns(because reason: Finding.Category) -> Int { cooldowns[reason.place] }

    /// Reports of a category.
    package func results(of category: Finding.Category) -> Int { results[category.place] }

    /// Reports that were answered with an advice.
    package func count(of advice: Advice) -> Int { verdicts[advice.place] }

    /// How long upstreams took for what was reported in a phase.
    package func durations(in phase: Report.Phase) -> Histogram { durations[phase.place] }
}
