import CLinux
import Glibc

/// Waits for many descriptors at once, level-triggered.
///
/// A token tells who is ready. Tokens that are never used twice make stale events harmless: their
/// owner is found no more.
@safe
package struct Epoll: ~Copyable {
    /// One descriptor's readiness, as the last `wait` found it.
    package struct Event: Equatable, Sendable {
        /// The number given when the descriptor was added.
        package let token: UInt64
        /// What the descriptor can do; may hold `.failure` and `.hangUp` unasked.
        package let readiness: Readiness

        /// Makes an event as a wait would report it.
        package init(token: UInt64, readiness: Readiness) {
            self.token = token
            self.readiness = readiness
        }
    }

    /// Readable while a watched descriptor is ready, so that the set can be watched itself.
    package let descriptor: Descriptor
    private let events: UnsafeMutableBufferPointer<epoll_event>
    private var hasNanoseconds = true

    /// Makes an empty set that reports at most so many events a wait.
    package init(eventsPerWait: Int = 64) throws(Errno) {
        precondition(eventsPerWait > 0, "a wait reports at least one event")
        descriptor = Descriptor(owning: try retrying { epoll_create1(Int32(EPOLL_CLOEXEC)) })
        unsafe events = .allocate(capacity: eventsPerWait)
        unsafe events.initialize(repeating: epoll_event())
    }

    deinit {
        unsafe events.deallocate()
    }

    /// Starts to watch a descriptor.
    package borrowing func add(
        _ watched: borrowing Descriptor, token: UInt64, for interest: Readiness
    ) throws(Errno) {
        try control(EPOLL_CTL_ADD, watched.number, token, interest)
    }

    /// Changes what a watched descriptor is watched for.
    package borrowing func modify(
        _ watched: borrowing Descriptor, token: UInt64, for interest: Readiness
    ) throws(Errno) {
        try control(EPOLL_CTL_MOD, watched.number, token, interest)
    }

    /// Stops to watch a descriptor. Closing its last duplicate does the same.
    package borrowing func remove(_ watched: borrowing Descriptor) throws(Errno) {
        try control(EPOLL_CTL_DEL, watched.number, 0, [])
    }

    /// Waits for events, at most so many nanoseconds, or for ever, and says how many there are.
    ///
    /// 0 when the time is over or a signal interrupted; the caller then looks at its clock.
    package mutating func wait(atMost nanoseconds: UInt64?) throws(Errno) -> Int {
        do throws(Errno) {
            return try waitOnce(atMost: nanoseconds)
        } catch {
            if error == .interrupted { return 0 }
            // Before Linux 5.11, or where a filter does not know the newer call.
            guard hasNanoseconds, error == .notImplemented || error == .notPermitted else {
                throw error
            }
            hasNanoseconds = false
            return try wait(atMost: nanoseconds)
        }
    }

    /// One of the events that the last `wait` counted.
    package borrowing func event(at index: Int) -> Event {
        let event = unsafe events[index]
        return unsafe Event(token: event.data.u64, readiness: Readiness(rawValue: event.events))
    }

    private mutating func waitOnce(atMost nanoseconds: UInt64?) throws(Errno) -> Int {
        let number = descriptor.number
        let (start, capacity) = unsafe (events.baseAddress, Int32(events.count))
        let count: Int32
        if hasNanoseconds, let nanoseconds {
            var time = timespec(nanoseconds: nanoseconds)
            count = unsafe linux_epoll_pwait2(number, start, capacity, &time)
        } else {
            let milliseconds = Descriptor.milliseconds(nanoseconds)
            count = unsafe epoll_wait(number, start, capacity, milliseconds)
        }
        if count == -1 { throw Errno.last }
        return Int(count)
    }

    private borrowing func control(
        _ operation: Int32, _ watched: Int32, _ token: UInt64, _ interest: Readiness
    ) throws(Errno) {
        var event = unsafe epoll_event()
        unsafe event.events = interest.rawValue
        unsafe event.data.u64 = token
        let number = descriptor.number
        _ = try retrying { unsafe epoll_ctl(number, operation, watched, &event) }
    }
}

extension timespec {
    /// A length of time; what does not fit is clamped to some centuries.
    init(nanoseconds: UInt64) {
        let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        self.init(tv_sec: Int(seconds), tv_nsec: Int(rest))
    }
}
