/// Numbered things in the order of their keys, the smallest first; of equal keys the smaller
/// number.
///
/// Each number is in it at most once and can be moved or taken out where it lies.
package struct KeyedHeap<Key: Comparable & Sendable>: Sendable {
    private struct Entry {
        var key: Key
        var number: Int

        func precedes(_ other: Entry) -> Bool {
            key < other.key || (key == other.key && number < other.number)
        }
    }

    /// A heap: an entry precedes those at twice its place plus one and plus two.
    private var entries: [Entry] = []
    /// Where each number's entry lies.
    private var places: [Int32] = []

    private static var absent: Int32 { -1 }

    /// Holds nothing.
    package init() {}

    /// How many numbers it holds.
    package var count: Int { entries.count }

    /// The number with the smallest key; `nil` when there is none.
    package var first: Int? { entries.first?.number }

    /// The smallest key; `nil` when there is none.
    package var firstKey: Key? { entries.first?.key }

    /// Whether a number is in it.
    package func contains(_ number: Int) -> Bool {
        number < places.count && places[number] != Self.absent
    }

    /// The key of a number; `nil` when it is not there.
    package func key(of number: Int) -> Key? {
        contains(number) ? entries[Int(places[number])].key : nil
    }

    /// Gives a number its key, in place of any it had.
    package mutating func set(_ number: Int, to key: Key) {
        while places.count <= number { places.append(Self.absent) }
        let entry = Entry(key: key, number: number)
        if places[number] == Self.absent {
            entries.append(entry)
            Self.settle(entry, from: entries.count - 1, in: &entries, &places)
        } else {
            Self.settle(entry, from: Int(places[number]), in: &entries, &places)
        }
    }

    /// Takes a number out, if it is there.
    package mutating func remove(_ number: Int) {
        guard contains(number) else { return }
        let place = Int(places[number])
        places[number] = Self.absent
        let last = entries.removeLast()
        if place < entries.count { Self.settle(last, from: place, in: &entries, &places) }
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
