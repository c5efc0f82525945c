import CLinux
import Glibc

/// What a descriptor can do, or is asked about.
package struct Readiness: OptionSet, Sendable {
    /// The bits of poll(2), which are epoll(7)'s too.
    package let rawValue: UInt32

    /// Takes the bits of poll(2).
    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Reading brings bytes, a connection, or the end.
    package static let read = Readiness(rawValue: 1 << 0)
    /// Writing takes at least one byte, or fails at once.
    package static let write = Readiness(rawValue: 1 << 2)
    /// Something is wrong with it; the next read or write says what. Reported unasked.
    package static let failure = Readiness(rawValue: 1 << 3)
    /// Both directions are over. Reported unasked.
    package static let hangUp = Readiness(rawValue: 1 << 4)
}

extension Descriptor {
    /// Waits until the descriptor is ready, at most so many nanoseconds, or for ever.
    ///
    /// Answers what it is ready for, which is empty when the time is over. The time starts anew
    /// when a signal interrupts, which happens only to processes that are stopped and continued.
    package borrowing func wait(
        for interest: Readiness, atMost nanoseconds: UInt64?
    ) throws(Errno) -> Readiness {
        var entry = pollfd(
            fd: number, events: Int16(truncatingIfNeeded: interest.rawValue), revents: 0)
        let milliseconds = Self.milliseconds(nanoseconds)
        _ = try retrying { unsafe poll(&entry, 1, milliseconds) }
        return Readiness(rawValue: UInt32(UInt16(bitPattern: entry.revents)))
    }

    /// Nanoseconds as `poll` and `epoll_wait` take them: rounded up, since rounding down would
    /// spin until the deadline; -1 for ever.
    static func milliseconds(_ nanoseconds: UInt64?) -> Int32 {
        guard let nanoseconds else { return -1 }
        let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return Int32(clamping: quotient + (remainder > 0 ? 1 : 0))
    }
}
