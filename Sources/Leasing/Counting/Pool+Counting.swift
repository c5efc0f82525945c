/// How one provider stands, and what has happened to its accounts.
package struct ProviderTally: Sendable {
    /// The provider.
    package let provider: String
    /// How its accounts are chosen.
    package let strategy: Strategy
    /// How many of its accounts stand in which state.
    package let counts: BlockedCounts
    /// Leases of its accounts, those included that the inventory has left out.
    package let leases: Int
    /// Selects that wait for it.
    package let waiters: Int
    /// What was counted.
    package let tally: Tally
}

extension Pool {
    /// All providers that there ever were, in the order of their names: a count does not go away
    /// with the last account that it was made of.
    package func providerTallies(now: Instant) -> [ProviderTally] {
        var leases = [Int](repeating: 0, count: groups.count)
        for load in loads { leases[load.group] += load.inFlight }
        return groups.indices.map { group in
            let summary = summary(of: group, model: nil, now: now)
            return ProviderTally(
                provider: summary.provider, strategy: groups[group].order.strategy,
                counts: summary.counts, leases: leases[group], waiters: summary.waiters,
                tally: tallies[group])
        }
        .sorted { $0.provider < $1.provider }
    }

    /// Counts a report that was taken, and what was answered to it.
    mutating func countReport(_ bearing: Bearing, _ advice: Advice) {
        guard !leases[bearing.slot].isInternal else { return }
        tallies[loads[bearing.account].group]
            .countReport(bearing.report, bearing.finding.category, advice)
    }

    /// Counts the end of a lease.
    mutating func countEnd(of slot: Int, as end: Lease.End) {
        guard !leases[slot].isInternal else { return }
        tallies[loads[leases[slot].account.number].group].countEnd(end)
    }
}
