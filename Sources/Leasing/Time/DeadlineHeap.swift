/// The deadlines of numbered things, the earliest first.
///
/// Each number has at most one deadline, which can be moved or taken back where it lies: a lease
/// that is released leaves nothing behind that would have to be skipped an hour later.
package struct DeadlineHeap: Sendable {
    private var heap = KeyedHeap<Instant>()

    /// The earliest deadline; the distant future when there is none.
    package private(set) var earliest = Instant.distantFuture

    /// Holds no deadline.
    package init() {}

    /// The earliest deadline.
    package var first: Instant? { heap.firstKey }

    /// Takes out a number whose deadline is not after `now`; the earliest first, and the smaller
    /// number of two with the same deadline.
    package mutating func popDue(at now: Instant) -> Int? {
        guard earliest <= now, let number = heap.first else { return nil }
        remove(number)
        return number
    }

    /// Gives a number its deadline, in place of any it had.
    package mutating func set(_ number: Int, to deadline: Instant) {
        heap.set(number, to: deadline)
        earliest = heap.firstKey ?? .distantFuture
    }

    /// Takes a number's deadline back, if it has one.
    package mutating func remove(_ number: Int) {
        guard heap.contains(number) else { return }
        heap.remove(number)
        earliest = heap.firstKey ?? .distantFuture
    }
}
