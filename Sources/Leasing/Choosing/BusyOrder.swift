/// The accounts that may be lent, in the order in which `least_busy` takes them: lower priority
/// number first, then fewer in flight, then rested longest.
///
/// For each tier and each number in flight there is a queue; an account that changes goes to the
/// end of the queue it now belongs to, so that each queue is in the order of rest and every step
/// costs the same however many accounts there are. It is an index: what it holds follows from the
/// accounts' records.
struct BusyOrder {
    private struct Queue {
        var head = none
        var tail = none
    }

    private struct Tier {
        let priority: Int
        var queues: [Queue] = []
        /// No queue below this one holds anything.
        var lowest = 0
    }

    private struct Entry {
        var next = none
        var previous = none
        var priority = 0
        var busy = absent
    }

    static let none = -1
    private static let absent = -1

    private var tiers: [Tier] = []
    private var entries: [Entry] = []

    /// Whether nothing may be lent.
    private(set) var count = 0

    /// Whether an account is in the order.
    func contains(_ account: Int) -> Bool {
        account < entries.count && entries[account].busy != Self.absent
    }

    /// Puts an account at the end of the queue for its tier and load, wherever it was before.
    mutating func place(_ account: Int, priority: Int, busy: Int) {
        remove(account)
        while entries.count <= account { entries.append(Entry()) }
        let tier = tierIndex(of: priority)
        while tiers[tier].queues.count <= busy { tiers[tier].queues.append(Queue()) }
        let tail = tiers[tier].queues[busy].tail
        entries[account] = Entry(previous: tail, priority: priority, busy: busy)
        tiers[tier].queues[busy].tail = account
        if tail == Self.none {
            tiers[tier].queues[busy].head = account
        } else {
            entries[tail].next = account
        }
        tiers[tier].lowest = min(tiers[tier].lowest, busy)
        count += 1
    }

    /// Takes an account out of the order, if it is in it.
    mutating func remove(_ account: Int) {
        guard contains(account) else { return }
        let entry = entries[account]
        let tier = tierIndex(of: entry.priority)
        if entry.previous == Self.none {
            tiers[tier].queues[entry.busy].head = entry.next
        } else {
            entries[entry.previous].next = entry.next
        }
        if entry.next == Self.none {
            tiers[tier].queues[entry.busy].tail = entry.previous
        } else {
            entries[entry.next].previous = entry.previous
        }
        entries[account].busy = Self.absent
        count -= 1
    }

    /// The first account in the order that a condition admits.
    mutating func first(where admits: (Int) -> Bool) -> Int? {
        for tier in tiers.indices {
            skipEmptyQueues(of: tier)
            for queue in tiers[tier].queues[tiers[tier].lowest...] {
                var account = queue.head
                while account != Self.none {
                    if admits(account) { return account }
                    account = entries[account].next
                }
            }
        }
        return nil
    }

    private mutating func skipEmptyQueues(of tier: Int) {
        var lowest = tiers[tier].lowest
        while lowest < tiers[tier].queues.count, tiers[tier].queues[lowest].head == Self.none {
            lowest += 1
        }
        tiers[tier].lowest = lowest
    }

    /// The tier of a priority; tiers are few and are searched in order.
    private mutating func tierIndex(of priority: Int) -> Int {
        for tier in tiers.indices where tiers[tier].priority >= priority {
            if tiers[tier].priority == priority { return tier }
            tiers.insert(Tier(priority: priority), at: tier)
            return tier
        }
        tiers.append(Tier(priority: priority))
        return tiers.count - 1
    }
}
