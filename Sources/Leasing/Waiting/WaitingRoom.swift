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

/// Those who wait for one provider.
///
/// Repeated requests go first. Then the clients have their turns, one request each time, and a
/// client that was served goes behind the others; each client's own requests stand in the order of
/// their coming. So nobody is kept waiting by another that asks for much.
struct WaitingQueue {
    static let none = -1

    /// The ends of a list that runs through the waiting room.
    struct Line {
        /// Whose requests they are; `nil` for the repeated ones.
        let client: HolderID?
        fileprivate(set) var first = none
        fileprivate(set) var last = none
    }

    /// Where a round of offers stands: at one who waits, or at the end.
    struct Turn {
        /// The line among those of the clients; before them, the repeated requests.
        fileprivate var line = none
        /// Who has the turn; `none` at the end.
        fileprivate(set) var number: Int
        /// Who stands behind it among the repeated requests.
        fileprivate var behind = none
    }

    fileprivate var repeats = Line(client: nil)
    fileprivate var lines: [Line] = []
    fileprivate(set) var count = 0

    /// The line of a client, or of repeated requests; `nil` when the client has none.
    fileprivate func line(of waiter: Waiter) -> Int? {
        waiter.wish.isRepeat ? Self.none : lines.firstIndex { $0.client == waiter.asker }
    }

    fileprivate subscript(line: Int) -> Line {
        get { line == Self.none ? repeats : lines[line] }
        set { if line == Self.none { repeats = newValue } else { lines[line] = newValue } }
    }
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
    private(set) var nextSerial: UInt64 = 1
    private(set) var count = 0
    /// How many hold out for the account of their session.
    private(set) var pinnedCount = 0

    /// A serial that no waiter had before.
    mutating func drawSerial() -> UInt64 {
        defer { nextSerial += 1 }
        return nextSerial
    }

    /// Lets a waiter in at the end of its client's line; answers its number.
    mutating func insert(_ waiter: Waiter, into queue: inout WaitingQueue) -> Int {
        let number = free.popLast() ?? slots.count
        if number == slots.count { slots.append(Slot()) }
        slots[number].waiter = waiter
        append(number, waiter, to: &queue)
        count += 1
        if waiter.pinEnd != nil { pinnedCount += 1 }
        return number
    }

    private mutating func append(_ number: Int, _ waiter: Waiter, to queue: inout WaitingQueue) {
        if queue.line(of: waiter) == nil {
            queue.lines.append(WaitingQueue.Line(client: waiter.asker))
        }
        let line = queue.line(of: waiter) ?? WaitingQueue.none
        let last = queue[line].last
        slots[number].previous = last
        slots[number].next = WaitingQueue.none
        if last == WaitingQueue.none {
            queue[line].first = number
        } else {
            slots[last].next = number
        }
        queue[line].last = number
        queue.count += 1
    }

    private mutating func unlink(_ number: Int, _ waiter: Waiter, from queue: inout WaitingQueue) {
        guard let line = queue.line(of: waiter) else { return }
        let (next, previous) = (slots[number].next, slots[number].previous)
        if previous == WaitingQueue.none {
            queue[line].first = next
        } else {
            slots[previous].next = next
        }
        if next == WaitingQueue.none {
            queue[line].last = previous
        } else {
            slots[next].previous = previous
        }
        queue.count -= 1
        if line != WaitingQueue.none, queue[line].first == WaitingQueue.none {
            queue.lines.remove(at: line)
        }
    }

    /// Begins a round of offers with whoever has the first turn.
    func firstTurn(in queue: WaitingQueue) -> WaitingQueue.Turn {
        turn(WaitingQueue.Turn(number: queue.repeats.first), in: queue)
    }

    /// Goes on with a round behind one who was not served.
    func turn(after turn: WaitingQueue.Turn, in queue: WaitingQueue) -> WaitingQueue.Turn {
        var next = turn
        next.number = slots[turn.number].next
        return self.turn(next, in: queue)
    }

    /// Goes on with a round behind one who was served and whose client has gone behind the others.
    func turn(afterServing turn: WaitingQueue.Turn, in queue: WaitingQueue) -> WaitingQueue.Turn {
        var next = turn
        if turn.line == WaitingQueue.none {
            next.number = turn.behind
        } else {
            next.line -= 1
            next.number = WaitingQueue.none
        }
        return self.turn(next, in: queue)
    }

    /// The turn itself, or that of the next line when its own has come to the end.
    private func turn(
        _ turn: WaitingQueue.Turn, in queue: WaitingQueue
    ) -> WaitingQueue.Turn {
        var turn = turn
        while turn.number == WaitingQueue.none, turn.line + 1 < queue.lines.count {
            turn.line += 1
            turn.number = queue.lines[turn.line].first
        }
        if turn.number != WaitingQueue.none { turn.behind = slots[turn.number].next }
        return turn
    }

    /// Lets a client that is served go behind the others.
    func endTurn(of waiter: Waiter, in queue: inout WaitingQueue) {
        guard let line = queue.line(of: waiter), line != WaitingQueue.none else { return }
        queue.lines.append(queue.lines.remove(at: line))
    }

    /// The numbers of those who wait in a queue: the repeated requests, then client by client.
    func numbers(in queue: WaitingQueue) -> [Int] {
        guard queue.count > 0 else { return [] }
        var numbers: [Int] = []
        for line in [queue.repeats] + queue.lines {
            var number = line.first
            while number != WaitingQueue.none {
                numbers.append(number)
                number = slots[number].next
            }
        }
        return numbers
    }

    /// The waiter with a number.
    subscript(_ number: Int) -> Waiter? {
        _read { yield slots[number].waiter }
    }

    /// The waiter that a ticket names, if it still waits.
    func number(of ticket: Ticket) -> Int? {
        guard ticket.number < slots.count, self[ticket.number]?.serial == ticket.serial else {
            return nil
        }
        return ticket.number
    }

    /// The numbers of those that a holder asked for, in the order of their coming.
    func numbers(of holder: HolderID) -> [Int] {
        guard count > 0 else { return [] }
        return slots.indices.filter { slots[$0].waiter?.asker == holder }
            .sorted { (self[$0]?.serial ?? 0) < (self[$1]?.serial ?? 0) }
    }

    /// Makes a waiter another holder's.
    mutating func give(_ number: Int, to holder: HolderID, in queue: inout WaitingQueue) {
        guard var waiter = self[number] else { return }
        unlink(number, waiter, from: &queue)
        waiter.asker = holder
        if waiter.holder != nil { waiter.holder = holder }
        slots[number].waiter = waiter
        append(number, waiter, to: &queue)
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
        unlink(number, waiter, from: &queue)
        slots[number] = Slot()
        free.append(number)
        count -= 1
    }
}
