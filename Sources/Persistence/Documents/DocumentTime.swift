import Leasing

/// Where the two clocks stood when a document was written or is read, and how its times are told.
///
/// Times are microseconds of Unix time, which every reader of JSON takes without loss until the
/// year 2255.
struct DocumentTime {
    private let now: Moment

    init(_ now: Moment) {
        self.now = now
    }

    /// An instant as it is written, the next whole microsecond.
    func written(_ instant: Instant) -> Int64 {
        let nanoseconds = now.unixTime(of: instant).nanoseconds
        return nanoseconds / 1000 + (nanoseconds % 1000 > 0 ? 1 : 0)
    }

    /// The instant of something that has happened: not after now, whatever has become of the clock.
    func past(_ microseconds: Int64) -> Instant {
        min(instant(microseconds), now.instant)
    }

    /// The instant at which something that was set at a time ends: no later than it would have
    /// been then, though the clock was set back since.
    func end(_ microseconds: Int64, setAt set: Int64) -> Instant {
        let (length, overflow) = microseconds.subtractingReportingOverflow(set)
        let longest = Self.interval(overflow ? .max : length)
        return min(instant(microseconds), now.instant + longest)
    }

    private func instant(_ microseconds: Int64) -> Instant {
        let time = UnixTime(nanoseconds: Self.interval(microseconds).nanoseconds)
        return now.instant + (time - now.unix)
    }

    private static func interval(_ microseconds: Int64) -> Interval {
        let (nanoseconds, overflow) = microseconds.multipliedReportingOverflow(by: 1000)
        return Interval(nanoseconds: overflow ? (microseconds < 0 ? .min : .max) : nanoseconds)
    }
}
