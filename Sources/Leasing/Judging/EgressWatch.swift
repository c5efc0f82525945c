/// Tells an account that is throttled from a host whose way out is.
///
/// When two accounts of a provider are throttled without a hint within five seconds, it is taken
/// to be the host's address that the upstream throttles: the next account would fare no better.
package struct EgressWatch: Sendable {
    private struct Throttle {
        let account: AccountIndex
        let at: Instant
    }

    /// The last throttle, and the last one of another account than that.
    private var latest: Throttle?
    private var other: Throttle?

    /// Knows of no throttle.
    package init() {}

    /// Takes in that an account was throttled without a hint; answers whether two accounts had been
    /// within the last five seconds before.
    package mutating func countThrottle(of account: AccountIndex, now: Instant) -> Bool {
        let isLimited = isLimited(at: now)
        if let latest, latest.account != account { other = latest }
        latest = Throttle(account: account, at: now)
        return isLimited
    }

    private func isLimited(at now: Instant) -> Bool {
        guard let latest, let other else { return false }
        return now - min(latest.at, other.at) < Limits.egressSpan
    }
}
