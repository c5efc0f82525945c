/// The accounts that may be lent, in the order in which `least_busy` takes them: lower priority
/// number first, then fewer in flight, then rested longest.
///
/// For each tier and each number in flight there is a queue; an account that changes goes to the
/// end of the queue it now belongs to, so that each queue is in the order of rest and every step
/// costs the same however many accounts there are. It is an index: what it holds follows from the
/// accounts' records and leases.
package struct BusyOrder: Sendable {
    private struct Queue {
        var head = Int32(none)
        var tail = Int32(none)
    }

    private struct Tier {
        let priority: Int
        /// No queue of the tier below this number in flight holds anything.
        var lowest = 0
    }

    private struct Entry {
        var next = Int32(none)
        var previous = Int32(none)
        /// The place of its queue; `none` when the account is not in the order.
        var queue = Int32(none)
    }

    /// Stands for no account.
    package static let none = -1

    private var tiers: [Tier] = []
    /// The queues of the first tier, then those of the second: `width` of each.
    private var queues: [Queue] = []
    private var width = 8
    private var entries: [Entry] = []

    /// How many accounts may be lent.
    package private(set) var count = 0

    /// Holds no account.
    package init() {}

    /// Whether an account is in the order.
    package func contains(_ account: Int) -> Bool {
        account < entries.count && entries[account].queue != Self.none
    }

    /// Puts an account at the end of the queue for its tier and load, wherever it was before.
    package mutating func place(_ account: Int, priority: Int, busy: Int) {
        remove(account)
        while entries.count <= account { entries.append(Entry()) }
        let tier = tierIndex(of: priority)
        if busy >= width { widen(to: busy + 1) }
        let queue = tier * width + busy
        let tail = queues[queue].tail
        if tail == Self.none {
            queues[queue] = Queue(head: Int32(account), tail: Int32(account))
            if busy < tiers[tier].lowest { tiers[tier].lowest = busy }
        } else {
            queues[queue].tail = Int32(account)
            entries[Int(tail)].next = Int32(account)
        }
        entries[account] = Entry(previous: tail, queue: Int32(queue))
        count += 1
    }

    /// Takes an account out of the order, if it is in it.
    package mutating func remove(_ account: Int) {
        guard contains(account) else { return }
        var entries = entries.mutableSpan
        let entry = entries[account]
        entries[account].queue = Int32(Self.none)
        if entry.previous != Self.none { entries[Int(entry.previous)].next = entry.next }
        if entry.next != Self.none { entries[Int(entry.next)].previous = entry.previous }
        if entry.previous == Self.none { queues[Int(entry.queue)].head = entry.next }
        if entry.next == Self.none { queues[Int(entry.queue)].tail = entry.previous }
        count -= 1
    }

    /// The first account of all; `none` when there is none.
    package mutating func first() -> Int {
        for tier in tiers.indices {
            let start = tiers[tier].lowest
            if let busy = nonemptyQueue(of: tier, from: start) {
                if busy != start { tiers[tier].lowest = busy }
                return Int(queues[tier * width + busy].head)
            }
            tiers[tier].lowest = width
        }
        return Self.none
    }

    /// The account behind one that is in the order; `none` when it is the last.
    package func next(after account: Int) -> Int {
        let entry = entries[account]
        guard entry.next == Self.none else { return Int(entry.next) }
        let (tier, busy) = Int(entry.queue).quotientAndRemainder(dividingBy: width)
        if let next = nonemptyQueue(of: tier, from: busy + 1) {
            return Int(queues[tier * width + next].head)
        }
        for further in tiers.indices.dropFirst(tier + 1) {
            if let next = nonemptyQueue(of: further, from: tiers[further].lowest) {
                return Int(queues[further * width + next].head)
            }
        }
        return Self.none
    }

    private func nonemptyQueue(of tier: Int, from start: Int) -> Int? {
        var busy = start
        while busy < width, queues[tier * width + busy].head == Self.none { busy += 1 }
        return busy < width ? busy : nil
    }

    /// The tier of a priority; tiers are few and are searched in order.
    private mutating func tierIndex(of priority: Int) -> Int {
        var tier = 0
        while tier < tiers.count, tiers[tier].priority < priority { tier += 1 }
        if tier < tiers.count, tiers[tier].priority == priority { return tier }
        tiers.insert(Tier(priority: priority, lowest: width), at: tier)
        queues.insert(contentsOf: repeatElement(Queue(), count: width), at: tier * width)
        for account in entries.indices where Int(entries[account].queue) >= tier * width {
            entries[account].queue += Int32(width)
        }
        return tier
    }

    /// Makes room for more in flight; at least twice as much, so that it happens seldom.
    private mutating func widen(to least: Int) {
        let (former, formerQueues) = (width, queues)
        width = max(least, 2 * former)
        queues = Array(repeating: Queue(), count: tiers.count * width)
        for (place, queue) in formerQueues.enumerated() {
            queues[place / former * width + place % former] = queue
        }
        for account in entries.indices where contains(account) {
            let place = Int(entries[account].queue)
            entries[account].queue = Int32(place / former * width + place % former)
        }
    }
}
