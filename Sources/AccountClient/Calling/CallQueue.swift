/// The numbers of calls that wait for their turn, in order.
package struct CallQueue: Sendable {
    private var numbers: [Int] = []
    private var head = 0

    /// Makes an empty queue.
    package init() {}

    /// Whether none waits.
    package var isEmpty: Bool { head == numbers.count }

    /// Adds a call behind the others.
    package mutating func append(_ number: Int) {
        numbers.append(number)
    }

    /// Takes the call that has waited longest.
    package mutating func popFirst() -> Int? {
        guard head < numbers.count else { return nil }
        defer {
            head += 1
            if head == numbers.count {
                numbers.removeAll(keepingCapacity: true)
                head = 0
            }
        }
        return numbers[head]
    }
}
