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
    /// Reading or writing.
    package static let both = Readiness(rawValue: 1 << 0 | 1 << 2)

    /// Whether reading tells it, since nothing more can be written: a failure or a hang-up.
    package var isOver: Bool { rawValue & (1 << 3 | 1 << 4) != 0 }
}

extension Descriptor {
    /// Waits until the descriptor is ready, at most so many nanoseconds, or for ever.
    ///
    /// Answers what it is ready for, which is empty when the time is over.
    package borrowing func wait(
        for interest: Readiness, atMost nanoseconds: UInt64?
    ) throws(Errno) -> Readiness {
        // A negative number is passed over (poll(2)).
        try Self.wait(for: interest, of: number, orEndOf: -1, atMost: nanoseconds).own
    }

    /// Waits until the descriptor is ready or another is over, such as a pipe that nobody reads.
    ///
    /// Answers what it is ready for; nothing when the other is over, whether or not it is ready.
    package borrowing func wait(
        for interest: Readiness, orEndOf other: borrowing Descriptor
    ) throws(Errno) -> Readiness? {
        let found = try Self.wait(for: interest, of: number, orEndOf: other.number, atMost: nil)
        return found.other.isEmpty ? found.own : nil
    }

    private static func wait(
        for interest: Readiness, of number: Int32, orEndOf other: Int32,
        atMost nanoseconds: UInt64?
    ) throws(Errno) -> (own: Readiness, other: Readiness) {
        let events = Int16(truncatingIfNeeded: interest.rawValue)
        var entries: [2 of pollfd] = [
            pollfd(fd: number, events: events, revents: 0),
            pollfd(fd: other, events: 0, revents: 0),
        ]
        let deadline = nanoseconds.map { Clock.sinceBoot.addingClamped($0) }
        while true {
            let remaining = deadline.map { $0 - min($0, Clock.sinceBoot) }
            var span = entries.mutableSpan
            let count = unsafe span.withUnsafeMutableBufferPointer { (buffer) in
                unsafe poll(buffer.baseAddress, 2, milliseconds(remaining))
            }
            if count > 0 { return (Readiness(entries[0]), Readiness(entries[1])) }
            if count == -1 {
                let error = Errno.last
                guard error == .interrupted else { throw error }
            }
            // A long time may be more than one call can wait.
            if let deadline, Clock.sinceBoot >= deadline { return ([], []) }
        }
    }

    /// Nanoseconds as `poll` and `epoll_wait` take them: rounded up, since rounding down would
    /// spin until the deadline; -1 for ever.
    static func milliseconds(_ nanoseconds: UInt64?) -> Int32 {
        guard let nanoseconds else { return -1 }
        let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return Int32(clamping: quotient + (remainder > 0 ? 1 : 0))
    }
}

extension Readiness {
    /// What poll(2) found.
    fileprivate init(_ entry: pollfd) {
        self.init(rawValue: UInt32(UInt16(bitPattern: entry.revents)))
    }
}

extension UInt64 {
    /// The sum, or the largest number when it is larger still.
    fileprivate func addingClamped(_ other: UInt64) -> UInt64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
