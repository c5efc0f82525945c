/// Leases that ended badly and still count as in flight for a moment.
///
/// The moment is the same for all, so the queue is in the order of the ends.
package struct Shadows: Sendable {
    private struct Shadow {
        let end: Instant
        let account: Int
    }

    private var queue: [Shadow] = []
    private var head = 0

    /// Holds no shadow.
    package init() {}

    /// When the next one ends; the distant future when there is none.
    package var first: Instant { head < queue.count ? queue[head].end : .distantFuture }

    /// Takes in that an account has one more, which ends no earlier than those before.
    package mutating func append(_ account: Int, until end: Instant) {
        queue.append(Shadow(end: end, account: account))
    }

    /// The account of a shadow that has ended; each shadow is answered once, the oldest first.
    package mutating func popDue(at now: Instant) -> Int? {
        guard head < queue.count, queue[head].end <= now else { return nil }
        let account = queue[head].account
        head += 1
        if head == queue.count {
            queue.removeAll(keepingCapacity: true)
            head = 0
        } else if head > 1024, head * 2 > queue.count {
            queue.removeFirst(head)
            head = 0
        }
        return account
    }

    /// Forgets those of an account that is gone.
    package mutating func remove(_ account: Int) {
        queue.removeFirst(head)
        head = 0
        queue.removeAll { $0.account == account }
    }
}
