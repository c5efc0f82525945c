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
    /// What it asks for: while it holds out for its session's account, that one.
    var wish: Wish
    var holder: HolderID?
    /// Whose request it is; also a detached lease is asked for by somebody.
    var asker: HolderID
    let uid: UInt32
    let chance: Lease.Chance
    let group: Int
    let since: Instant
    /// When it has waited as long as it wished.
    let patienceEnd: Instant
    /// When its caller stops listening.
    let timeoutEnd: Instant
    /// Until when it holds out for its session's account, if it does.
    var pinEnd: Instant?

    var deadline: Instant { min(patienceEnd, timeoutEnd) }
}

/// Those who wait for one provider, in the order in which they are served: the ends of a list
/// that runs through the waiting room.
struct WaitingQueue {
    static let none = -1

    fileprivate(set) var first = none
    fileprivate(set) var last = none
    fileprivate(set) var count = 0
}

/// The Selects that wait, each under a number of its own.
struct WaitingRoom {
    private struct Slot {
        var waiter: Waiter?
        var next = WaitingQueue.none
        var previous = WaitingQueue.none
    }

    private var slots: [Slot] = []
    private var free: [Int] = []
    private var nextSerial: UInt64 = 1
    private(set) var count = 0
    /// How many hold out for the account of their session.
    private(set) var pinnedCount = 0

    /// A serial that no waiter had before.
    mutating func drawSerial() -> UInt64 {
        defer { nextSerial += 1 }
        return nextSerial
    }

    /// Lets a waiter in at the end of a queue, or behind the last of those at its head that repeat
    /// a request, if it does so too; answers its number.
    mutating func insert(_ waiter: Waiter, into queue: inout WaitingQueue) -> Int {
        var successor = WaitingQueue.none
        if waiter.wish.isRepeat {
            successor = queue.first
            while successor != WaitingQueue.none, self[successor]?.wish.isRepeat == true {
                successor = slots[successor].next
            }
        }
        let number = free.popLast() ?? slots.count
        if number == slots.count { slots.append(Slot()) }
        slots[number].waiter = waiter
        link(number, before: successor, in: &queue)
        count += 1
        if waiter.pinEnd != nil { pinnedCount += 1 }
        return number
    }

    private mutating func link(
        _ number: Int, before successor: Int, in queue: inout WaitingQueue
    ) {
        let previous =
            successor == WaitingQueue.none ? queue.last : slots[successor].previous
        slots[number].next = successor
        slots[number].previous = previous
        if successor == WaitingQueue.none {
            queue.last = number
        } else {
            slots[successor].previous = number
        }
        if previous == WaitingQueue.none {
            queue.first = number
        } else {
            slots[previous].next = number
        }
        queue.count += 1
    }

    /// The waiter with a number.
    subscript(_ number: Int) -> Waiter? {
        _read { yield slots[number].waiter }
    }

    /// The number of the waiter behind another of the same queue.
    func next(after number: Int) -> Int { slots[number].next }

    /// The waiter that a ticket names, if it still waits.
    func number(of ticket: Ticket) -> Int? {
        guard ticket.number < slots.count, self[ticket.number]?.serial == ticket.serial else {
            return nil
        }
        return ticket.number
    }

    /// The numbers of those that a holder asked for.
    func numbers(of holder: HolderID) -> [Int] {
        count == 0 ? [] : slots.indices.filter { slots[$0].waiter?.asker == holder }
    }

    /// Makes a waiter another holder's.
    mutating func give(_ number: Int, to holder: HolderID) {
        slots[number].waiter?.asker = holder
        if slots[number].waiter?.holder != nil { slots[number].waiter?.holder = holder }
    }

    /// Lets a waiter take any account from now on.
    mutating func unpin(_ number: Int) {
        guard slots[number].waiter?.pinEnd != nil else { return }
        slots[number].waiter?.pinEnd = nil
        slots[number].waiter?.wish.account = nil
        pinnedCount -= 1
    }

    /// Lets a waiter out.
    mutating func remove(_ number: Int, from queue: inout WaitingQueue) {
        guard let waiter = slots[number].waiter else { return }
        if waiter.pinEnd != nil { pinnedCount -= 1 }
        let (next, previous) = (slots[number].next, slots[number].previous)
        if previous == WaitingQueue.none {
            queue.first = next
        } else {
            slots[previous].next = next
        }
        if next == WaitingQueue.none {
            queue.last = previous
        } else {
            slots[next].previous = previous
        }
        queue.count -= 1
        slots[number] = Slot()
        free.append(number)
        count -= 1
    }
}
