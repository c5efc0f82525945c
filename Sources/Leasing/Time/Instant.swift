/// A point on the host's clock that never goes back and counts suspended time (CLOCK_BOOTTIME).
///
/// Leases, waits and blocks are measured on it, so that a wall clock set by a day moves none of
/// them. It is a value: whoever calls the pool says what time it is.
package struct Instant: Hashable, Comparable, Sendable {
    /// Nanoseconds since the host started.
    package let nanoseconds: UInt64

    /// Makes the point so many nanoseconds after the host's start.
    package init(nanoseconds: UInt64) {
        self.nanoseconds = nanoseconds
    }

    /// A point that no clock reaches: an open end.
    package static let distantFuture = Instant(nanoseconds: .max)

    /// Whether one point is before another.
    package static func < (left: Instant, right: Instant) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The earlier of two points that may not be there. Asked each turn, so it makes no list.
    package static func earliest(_ one: Instant?, _ other: Instant?) -> Instant? {
        guard let one else { return other }
        return other.map { min($0, one) } ?? one
    }

    /// The point that much later, or earlier when the length is negative; clamped at both ends.
    package static func + (left: Instant, right: Interval) -> Instant {
        let magnitude = right.nanoseconds.magnitude
        if right.nanoseconds < 0 {
            return Instant(nanoseconds: left.nanoseconds - min(left.nanoseconds, magnitude))
        }
        let (sum, overflow) = left.nanoseconds.addingReportingOverflow(magnitude)
        return overflow ? .distantFuture : Instant(nanoseconds: sum)
    }

    /// The time from one point to another; negative when `right` is the later one.
    package static func - (left: Instant, right: Instant) -> Interval {
        if left >= right {
            return Interval(nanoseconds: Int64(clamping: left.nanoseconds - right.nanoseconds))
        }
        return Interval(nanoseconds: -Int64(clamping: right.nanoseconds - left.nanoseconds))
    }
}
