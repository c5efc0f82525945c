/// Names a Select that waits.
package struct Ticket: Hashable, Sendable {
    let number: Int
    let serial: UInt64
}

/// What became of a Select that waited; each has exactly one.
package struct Settlement: Sendable {
    /// Which Select.
    package let ticket: Ticket
    /// Its lease, or why there is none.
    package let result: Result<Grant, Refusal>
}

/// A Select that waits. It leaves by one door: a grant, a refusal, or its caller's departure.
struct Waiter {
    let serial: UInt64
    let wish: Wish
    let holder: HolderID?
    let uid: UInt32
    let chance: Lease.Chance
    let group: Int
    let since: Instant
    /// When it has waited as long as it wished.
    let patienceEnd: Instant
    /// When its caller stops listening.
    let timeoutEnd: Instant

    var deadline: Instant { min(patienceEnd, timeoutEnd) }
}

/// The Selects that wait, each under a number of its own.
struct WaitingRoom {
    private var slots: [Waiter?] = []
    private var free: [Int] = []
    private var nextSerial: UInt64 = 1
    private(set) var count = 0

    /// A serial that no waiter had before.
    mutating func drawSerial() -> UInt64 {
        defer { nextSerial += 1 }
        return nextSerial
    }

    /// Lets a waiter in; answers its number.
    mutating func insert(_ waiter: Waiter) -> Int {
        count += 1
        if let number = free.popLast() {
            slots[number] = waiter
            return number
        }
        slots.append(waiter)
        return slots.count - 1
    }

    /// The waiter with a number.
    subscript(_ number: Int) -> Waiter? { number < slots.count ? slots[number] : nil }

    /// The waiter that a ticket names, if it still waits.
    func number(of ticket: Ticket) -> Int? {
        self[ticket.number]?.serial == ticket.serial ? ticket.number : nil
    }

    /// Lets a waiter out.
    mutating func remove(_ number: Int) {
        guard slots[number] != nil else { return }
        slots[number] = nil
        free.append(number)
        count -= 1
    }
}
