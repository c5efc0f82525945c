/// When an account that is blocked for long may be tried out, should nothing else be able.
///
/// A block of half an hour or less is not worth it. One with an end has eight probes at most, the
/// first after a quarter of an hour or a tenth of the block; one without an end has them after 1,
/// 2, 4 … 24 hours for as long as it lasts. Each takes its turn by being lent, whatever becomes of
/// it.
package struct ProbePlan: Hashable, Sendable {
    /// When the block was set.
    package let since: Instant
    /// When the next probe may go; the distant future when none may.
    package private(set) var next: Instant
    /// How many have gone.
    package private(set) var count = 0
    /// How long after the block's beginning the first goes.
    package let first: Interval
    /// Whether the block ends by itself.
    package let isEnding: Bool

    /// Plans the probes of a block that is set at an instant; `nil` for one without an end.
    package init(since: Instant, until end: Instant?) {
        self.since = since
        isEnding = end != nil
        let length = end.map { $0 - since }
        first = length.map { max(Limits.firstProbe, $0 / 10) } ?? Limits.firstUnendingProbe
        let isLong = length.map { $0 > Limits.longestUnprobedBlock } ?? true
        next = isLong ? since + first : .distantFuture
    }

    /// Goes on with a plan that was kept.
    package init(since: Instant, next: Instant, count: Int, first: Interval, isEnding: Bool) {
        self.since = since
        self.next = next
        self.count = count
        self.first = first
        self.isEnding = isEnding
    }

    /// Takes in that a probe goes: the next one is twice as far away as this one was.
    package mutating func take(at now: Instant) {
        count += 1
        let wait = first * (1 << Int64(min(count, 16)))
        if isEnding {
            next = count < Limits.probesPerBlock ? now + wait : .distantFuture
        } else {
            next = now + min(wait, Limits.longestProbeWait)
        }
    }
}
