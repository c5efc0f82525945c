/// How a provider's accounts are chosen among those that may be lent and stand in the lowest tier.
package enum Strategy: String, CaseIterable, Sendable {
    /// The one with the fewest leases, and of equals the one that has rested longest.
    case leastBusy = "least_busy"
    /// The one behind the account that was lent last, in the order of the ids.
    case roundRobin = "round_robin"
    /// The one that was lent the longest time ago.
    case leastRecent = "least_recent"
    /// Each in proportion to its weight, as evenly spread as may be.
    case weighted
}
