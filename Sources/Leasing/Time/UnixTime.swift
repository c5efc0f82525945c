/// A point on the wall clock: what upstreams say, what people read, what a file keeps.
///
/// The pool never compares it with its own clock; `Moment` converts, given both clocks' «now».
package struct UnixTime: Hashable, Comparable, Sendable {
    /// Nanoseconds since 1970-01-01T00:00:00Z, without leap seconds; reaches the year 2262.
    package let nanoseconds: Int64

    /// Makes the point so many nanoseconds after the start of 1970.
    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Makes the point so many seconds after the start of 1970, clamped to what can be represented.
    package init(seconds: Int64) {
        nanoseconds = Interval.seconds(seconds).nanoseconds
    }

    /// Whether one point is before another.
    package static func < (left: UnixTime, right: UnixTime) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The point that much later, clamped to what can be represented.
    package static func + (left: UnixTime, right: Interval) -> UnixTime {
        UnixTime(nanoseconds: (Interval(nanoseconds: left.nanoseconds) + right).nanoseconds)
    }

    /// The time from one point to another, clamped; negative when `right` is the later one.
    package static func - (left: UnixTime, right: UnixTime) -> Interval {
        let (difference, overflow) = left.nanoseconds.subtractingReportingOverflow(
            right.nanoseconds)
        guard overflow else { return Interval(nanoseconds: difference) }
        return Interval(nanoseconds: left.nanoseconds > 0 ? .max : .min)
    }
}
