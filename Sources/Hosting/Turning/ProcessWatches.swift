package import Kernel
package import Leasing
import Serving

/// The processes that left leases behind, each watched until it dies or its leases have ended
/// without it.
///
/// A killed process' sockets close before its handle fires, so that asking once would be too early.
package struct ProcessWatches {
    /// Owns the handle of one process.
    private final class Watch {
        let process: Descriptor
        let holder: HolderID

        init(_ process: consuming Descriptor, of holder: HolderID) {
            self.process = process
            self.holder = holder
        }
    }

    private var watches: [UInt64: Watch] = [:]
    private var ends: [(end: Instant, number: UInt64)] = []
    private var firstEnd = 0
    private var nextNumber: UInt64 = 1

    /// Handles that are kept at once, so that clients that come and go leave descriptors for
    /// others; the leases of the oldest end by their grace.
    private let most: Int

    /// Watches nothing, and at most so many processes at once.
    package init(most: Int = 1024) {
        self.most = most
    }

    /// Watches a process, and has the kernel report its death.
    package mutating func watch(
        _ process: consuming Descriptor, of holder: HolderID, with epoll: borrowing Epoll,
        now: Instant
    ) throws(Errno) {
        let watch = Watch(process, of: holder)
        try epoll.add(watch.process, token: Token.process(nextNumber).word, for: .read)
        watches[nextNumber] = watch
        ends.append((now + Limits.orphanGrace, nextNumber))
        nextNumber += 1
        while watches.count > most { forgetFirst() }
    }

    /// Takes in that a process is dead: whose leases end with it.
    package mutating func end(_ number: UInt64) -> HolderID? {
        watches.removeValue(forKey: number)?.holder
    }

    /// Lets go of the handles whose leases have ended without them.
    package mutating func forget(now: Instant) {
        while firstEnd < ends.count, ends[firstEnd].end <= now { forgetFirst() }
    }

    /// How many there are.
    package var count: Int { watches.count }

    private mutating func forgetFirst() {
        watches[ends[firstEnd].number] = nil
        firstEnd += 1
        guard firstEnd * 2 > ends.count else { return }
        ends.removeFirst(firstEnd)
        firstEnd = 0
    }
}
