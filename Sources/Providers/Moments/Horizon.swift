package import Leasing

/// The stretch of time in which an upstream's word about a reset is believed.
///
/// A reset that has passed, or lies more than a year ahead, is a mistake or an attack: taking it
/// at its word would open an account that is closed, or close one for ever.
package struct Horizon: Sendable {
    /// What the wall clock says.
    package let now: UnixTime

    /// Makes the horizon of a point on the wall clock.
    package init(now: UnixTime) {
        self.now = now
    }

    /// The longest wait that is believed: a leap year.
    package static let reach: Interval = .days(366)

    /// The point itself when it lies ahead and within reach, else nothing.
    package func accept(_ time: UnixTime?) -> UnixTime? {
        guard let time, time > now, time <= now + Self.reach else { return nil }
        return time
    }

    /// The end of a wait that begins now, when it is longer than nothing and within reach.
    package func after(_ length: Interval?) -> UnixTime? {
        guard let length, length > .zero, length <= Self.reach else { return nil }
        return now + length
    }
}
