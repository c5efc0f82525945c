/// One reading of both clocks, taken together.
///
/// The only place where wall time becomes the pool's time and back.
package struct Moment: Hashable, Sendable {
    /// What the host's own clock says.
    package let instant: Instant
    /// What the wall clock says.
    package let unix: UnixTime

    /// Pairs two readings that were taken together.
    package init(instant: Instant, unix: UnixTime) {
        self.instant = instant
        self.unix = unix
    }

    /// The pool's time of a point on the wall clock; what lies in the past is now.
    package func instant(of time: UnixTime) -> Instant {
        time <= unix ? instant : instant + (time - unix)
    }

    /// The wall clock's time of a point on the host's clock.
    package func unixTime(of point: Instant) -> UnixTime {
        unix + (point - instant)
    }
}
