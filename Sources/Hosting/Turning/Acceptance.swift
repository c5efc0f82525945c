package import Kernel
package import Leasing

/// What the daemon remembers of clients that it could not let in.
package struct Acceptance: ~Copyable {
    var spare: SpareDescriptor
    /// Each of the reasons gets a line once in a while.
    var faults = LineGate()
    var crowds = LineGate()
    var strangers = LineGate()
    private var paused: [Int] = []
    /// When the paused listeners are asked again.
    package private(set) var deadline = Instant.distantFuture

    /// How long a listener is left alone that can be neither served nor emptied.
    private static let pause = Interval.milliseconds(100)

    /// Takes a descriptor into reserve.
    package init() throws(Errno) {
        spare = try SpareDescriptor()
    }

    /// Notes that a listener is left alone for a while.
    package mutating func pause(_ number: Int, now: Instant) {
        paused.append(number)
        deadline = now + Self.pause
    }

    /// Takes the listeners that were left alone.
    package mutating func resume() -> [Int] {
        defer { paused = [] }
        deadline = .distantFuture
        return paused
    }
}
