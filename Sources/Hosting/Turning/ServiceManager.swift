import Kernel
package import Leasing

/// What the service manager is told unasked: that the daemon is alive, from its own turn and twice
/// in the time it has for it, and how much it does, at most once a second.
package struct ServiceManager: Sendable {
    /// What is to be told.
    package struct Notices: OptionSet, Sendable {
        /// The set's bits.
        package let rawValue: UInt8

        /// Takes the bits.
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// That the daemon is alive.
        package static let alive = Notices(rawValue: 1)
        /// How much it does.
        package static let status = Notices(rawValue: 2)
    }

    /// How much is going on.
    package struct Load: Equatable, Sendable {
        /// Connections that are open.
        package let connections: Int
        /// Leases that hold a slot.
        package let leases: Int
        /// Requests that wait for an account.
        package let waiters: Int

        /// Takes the numbers.
        package init(connections: Int, leases: Int, waiters: Int) {
            self.connections = connections
            self.leases = leases
            self.waiters = waiters
        }
    }

    private let beat: Interval?
    private let takesStatus: Bool
    private var nextBeat = Instant.distantFuture
    private var nextStatus = Instant.distantFuture
    private var told = Load(connections: 0, leases: 0, waiters: 0)

    private static let statusPause = Interval.seconds(1)

    /// Makes what is told.
    ///
    /// - Parameter isThere: whether anybody listens.
    /// - Parameter watchdog: how often a sign of life is expected, if at all.
    package init(isThere: Bool, watchdog: Interval?, now: Instant) {
        takesStatus = isThere
        // A turn comes some time after it is due: the signs shall be half the time apart at most.
        beat = watchdog.map { Interval(nanoseconds: max(1, $0.nanoseconds / 5 * 2)) }
        if let beat { nextBeat = now + beat }
    }

    /// The one of this process, as its environment says.
    static func current(now: Instant) -> ServiceManager {
        ServiceManager(
            isThere: CurrentProcess.environment("NOTIFY_SOCKET") != nil,
            watchdog: Notification.watchdogInterval().map {
                Interval(nanoseconds: Int64(clamping: $0))
            }, now: now)
    }

    /// When something is next to be told.
    package var deadline: Instant { min(nextBeat, nextStatus) }

    /// Takes in that something happened: a while later the numbers are looked at.
    package mutating func noteActivity(now: Instant) {
        guard takesStatus, nextStatus == .distantFuture else { return }
        nextStatus = now + Self.statusPause
    }

    /// What is to be told at an instant.
    package mutating func due(now: Instant) -> Notices {
        var notices: Notices = []
        if let beat, nextBeat <= now {
            nextBeat = now + beat
            notices.insert(.alive)
        }
        if nextStatus <= now {
            nextStatus = .distantFuture
            notices.insert(.status)
        }
        return notices
    }

    /// The numbers as the line to be told, when they are not those told last.
    package mutating func status(_ load: Load, now: Instant) -> String? {
        guard load != told else { return nil }
        told = load
        // While they change, the end of the change must be told too.
        noteActivity(now: now)
        return "connections \(load.connections), leases \(load.leases), waiters \(load.waiters)"
    }
}
