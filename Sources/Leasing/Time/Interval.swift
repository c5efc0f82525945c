/// A length of time, in nanoseconds.
///
/// Swift's `Duration` counts attoseconds in 128 bits; each conversion to what the kernel's clocks
/// speak is a 128-bit division, and the pool does several for every lease.
package struct Interval: Hashable, Comparable, Sendable {
    /// The length in nanoseconds; negative when it points into the past.
    package let nanoseconds: Int64

    /// Makes a length of so many nanoseconds.
    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// No time at all.
    package static let zero = Interval(nanoseconds: 0)

    /// A number of milliseconds; what does not fit is clamped to the largest length.
    package static func milliseconds(_ count: Int64) -> Interval {
        scaled(count, by: 1_000_000)
    }

    /// A number of seconds; what does not fit is clamped to the largest length.
    package static func seconds(_ count: Int64) -> Interval {
        scaled(count, by: 1_000_000_000)
    }

    /// A number of minutes.
    package static func minutes(_ count: Int64) -> Interval { .seconds(60 * count) }

    /// A number of hours.
    package static func hours(_ count: Int64) -> Interval { .minutes(60 * count) }

    /// A number of days of 24 hours.
    package static func days(_ count: Int64) -> Interval { .hours(24 * count) }

    /// The length in whole milliseconds, rounded up, so that nobody is told to come too early.
    package var millisecondsRoundedUp: Int64 {
        let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return remainder > 0 ? quotient + 1 : quotient
    }

    /// Whether one length is less than another.
    package static func < (left: Interval, right: Interval) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The sum, clamped to what can be represented.
    package static func + (left: Interval, right: Interval) -> Interval {
        let (sum, overflow) = left.nanoseconds.addingReportingOverflow(right.nanoseconds)
        guard overflow else { return Interval(nanoseconds: sum) }
        return Interval(nanoseconds: right.nanoseconds > 0 ? .max : .min)
    }

    /// The multiple, clamped to what can be represented.
    package static func * (left: Interval, right: Int64) -> Interval {
        scaled(left.nanoseconds, by: right)
    }

    /// A part of the length, cut off to whole nanoseconds.
    package static func / (left: Interval, right: Int64) -> Interval {
        Interval(nanoseconds: left.nanoseconds / right)
    }

    private static func scaled(_ count: Int64, by factor: Int64) -> Interval {
        let (product, overflow) = count.multipliedReportingOverflow(by: factor)
        guard overflow else { return Interval(nanoseconds: product) }
        return Interval(nanoseconds: (count < 0) == (factor < 0) ? .max : .min)
    }
}
