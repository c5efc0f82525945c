/// The deadlines of numbered things, the earliest first.
///
/// Each number has at most one deadline, which can be moved or taken back where it lies: a lease
/// that is released leaves nothing behind that would have to be skipped an hour later.
package struct DeadlineHeap {
    private var order: [Int32] = []
    private var places: [Int32] = []
    private var deadlines: [Instant] = []

    private static let absent: Int32 = -1

    /// Holds no deadline.
    package init() {}

    /// The earliest deadline.
    package var first: Instant? {
        order.first.map { deadlines[Int($0)] }
    }

    /// Takes out a number whose deadline is not after `now`; the earliest first, and the smaller
    /// number of two with the same deadline.
    package mutating func popDue(at now: Instant) -> Int? {
        guard let number = order.first, deadlines[Int(number)] <= now else { return nil }
        remove(Int(number))
        return Int(number)
    }

    /// Gives a number its deadline, in place of any it had.
    package mutating func set(_ number: Int, to deadline: Instant) {
        while places.count <= number {
            places.append(Self.absent)
            deadlines.append(.distantFuture)
        }
        deadlines[number] = deadline
        if places[number] == Self.absent {
            places[number] = Int32(order.count)
            order.append(Int32(number))
        }
        settle(Int(places[number]))
    }

    /// Takes a number's deadline back, if it has one.
    package mutating func remove(_ number: Int) {
        guard number < places.count, places[number] != Self.absent else { return }
        let place = Int(places[number])
        places[number] = Self.absent
        let last = order.removeLast()
        guard place < order.count else { return }
        order[place] = last
        places[Int(last)] = Int32(place)
        settle(place)
    }

    private func precedes(_ left: Int32, _ right: Int32) -> Bool {
        let (one, other) = (deadlines[Int(left)], deadlines[Int(right)])
        return one < other || (one == other && left < right)
    }

    /// Moves the entry at a place up or down to where it belongs.
    private mutating func settle(_ start: Int) {
        var place = start
        while place > 0, precedes(order[place], order[(place - 1) / 2]) {
            exchange(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
        while let child = earlierChild(of: place), precedes(order[child], order[place]) {
            exchange(place, child)
            place = child
        }
    }

    private func earlierChild(of place: Int) -> Int? {
        let left = 2 * place + 1
        guard left < order.count else { return nil }
        let right = left + 1
        return right < order.count && precedes(order[right], order[left]) ? right : left
    }

    private mutating func exchange(_ one: Int, _ other: Int) {
        order.swapAt(one, other)
        places[Int(order[one])] = Int32(one)
        places[Int(order[other])] = Int32(other)
    }
}
