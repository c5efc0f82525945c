/// The deadlines of numbered things, the earliest first.
///
/// Each number has at most one deadline, which can be moved or taken back where it lies: a lease
/// that is released leaves nothing behind that would have to be skipped an hour later.
package struct DeadlineHeap: Sendable {
    private struct Entry {
        var deadline: Instant
        var number: Int

        func precedes(_ other: Entry) -> Bool {
            deadline < other.deadline || (deadline == other.deadline && number < other.number)
        }
    }

    /// A heap: an entry precedes those at twice its place plus one and plus two.
    private var entries: [Entry] = []
    /// Where each number's entry lies.
    private var places: [Int32] = []

    private static let absent: Int32 = -1

    /// The earliest deadline; the distant future when there is none.
    package private(set) var earliest = Instant.distantFuture

    /// Holds no deadline.
    package init() {}

    /// The earliest deadline.
    package var first: Instant? { entries.isEmpty ? nil : earliest }

    /// Takes out a number whose deadline is not after `now`; the earliest first, and the smaller
    /// number of two with the same deadline.
    package mutating func popDue(at now: Instant) -> Int? {
        guard earliest <= now, let entry = entries.first else { return nil }
        remove(entry.number)
        return entry.number
    }

    /// Gives a number its deadline, in place of any it had.
    package mutating func set(_ number: Int, to deadline: Instant) {
        while places.count <= number { places.append(Self.absent) }
        let entry = Entry(deadline: deadline, number: number)
        if places[number] == Self.absent {
            entries.append(entry)
            Self.settle(entry, from: entries.count - 1, in: &entries, &places)
        } else {
            Self.settle(entry, from: Int(places[number]), in: &entries, &places)
        }
        earliest = entries[0].deadline
    }

    /// Takes a number's deadline back, if it has one.
    package mutating func remove(_ number: Int) {
        guard number < places.count, places[number] != Self.absent else { return }
        let place = Int(places[number])
        places[number] = Self.absent
        let last = entries.removeLast()
        if place < entries.count { Self.settle(last, from: place, in: &entries, &places) }
        earliest = entries.isEmpty ? .distantFuture : entries[0].deadline
    }

    /// Puts an entry where it belongs, beginning at a place whose own entry is gone: those in its
    /// way are moved there, up or down.
    private static func settle(
        _ entry: Entry, from start: Int, in order: inout [Entry], _ numbers: inout [Int32]
    ) {
        var entries = order.mutableSpan
        var places = numbers.mutableSpan
        var place = start
        while place > 0, entry.precedes(entries[(place - 1) / 2]) {
            entries[place] = entries[(place - 1) / 2]
            places[entries[place].number] = Int32(place)
            place = (place - 1) / 2
        }
        while 2 * place + 1 < entries.count {
            var child = 2 * place + 1
            if child + 1 < entries.count, entries[child + 1].precedes(entries[child]) { child += 1 }
            guard entries[child].precedes(entry) else { break }
            entries[place] = entries[child]
            places[entries[place].number] = Int32(place)
            place = child
        }
        entries[place] = entry
        places[entry.number] = Int32(place)
    }
}
