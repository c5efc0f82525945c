package import Leasing

/// Lets a line that could come without end through once in a while.
///
/// A client that connects in a loop, or a host without free descriptors, would else fill the log
/// and keep the daemon busy with writing it.
package struct LineGate: Sendable {
    private var opensAt = Instant(nanoseconds: 0)
    private var heldBack = 0

    /// How far apart two lines are at least.
    package static let pause = Interval.seconds(10)

    /// Makes an open gate.
    package init() {}

    /// Asks to let a line through: what to append to it, or `nil` to hold it back.
    package mutating func pass(now: Instant) -> String? {
        guard now >= opensAt else {
            heldBack += 1
            return nil
        }
        opensAt = now + Self.pause
        defer { heldBack = 0 }
        return heldBack == 0 ? "" : " (\(heldBack) like it left out)"
    }
}
