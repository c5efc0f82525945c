/// Keeps every live lease, and the ended ones for as long as late reports may name them.
///
/// A lease keeps its slot from its grant until it is forgotten; its name holds the slot's number,
/// so that finding one needs neither hash nor search. The ended ones form a ring in the order of
/// their ends: when it is full, the oldest end is forgotten and its slot used again.
struct LeaseSlab {
    private struct Slot {
        /// The lease; in a free slot, the one that was there last.
        var lease: Lease
        var isFree = false
        /// Whether `judgements` holds an answer of this lease.
        var isJudged = false
        /// Links the holder's leases while live, the ended ones after, and free slots between.
        var next = Int32(none)
        var previous = Int32(none)
    }

    static let none = -1

    private var slots: [Slot] = []
    /// The last answers to reports of failures, by slot: a repeated report gets them again. Apart
    /// from the slots, for most leases end well and leave none.
    private var judgements: [Judgement?] = []
    private var firstFree = none
    private var oldestEnded = none
    private var newestEnded = none
    private(set) var liveCount = 0
    private var endedCount = 0

    /// The slot that the next lease gets; `insert` takes it.
    var nextSlot: Int { firstFree == Self.none ? slots.count : firstFree }

    /// Keeps a new lease in the slot that its name holds, at the head of its holder's list.
    mutating func insert(_ lease: Lease, before head: Int) {
        let slot = lease.id.slot
        precondition(slot == nextSlot, "a lease must be named after the next slot")
        if firstFree == Self.none {
            slots.append(Slot(lease: lease))
        } else {
            firstFree = Int(slots[slot].next)
            slots[slot] = Slot(lease: lease)
        }
        link(slot, before: head)
        liveCount += 1
    }

    /// The slot of a lease that lives or whose end is still in the ring, however long ago.
    func remembered(_ id: Lease.ID) -> Int? {
        let slot = id.slot
        guard slot < slots.count, slots[slot].lease.id == id, !slots[slot].isFree else {
            return nil
        }
        return slot
    }

    /// The slot of a lease that lives or ended within the time for which ends are remembered.
    func slot(of id: Lease.ID, now: Instant) -> Int? {
        guard let slot = remembered(id) else { return nil }
        if case .ended(_, let at) = slots[slot].lease.state, now - at > Limits.endedLeaseMemory {
            return nil
        }
        return slot
    }

    /// The lease in a slot that is known to hold one.
    subscript(_ slot: Int) -> Lease {
        _read { yield slots[slot].lease }
        _modify { yield &slots[slot].lease }
    }

    /// The last answer to a report of the lease in a slot, if it was kept.
    func judgement(of slot: Int) -> Judgement? {
        slots[slot].isJudged ? judgements[slot] : nil
    }

    /// Keeps the last answer to a report of the lease in a slot.
    mutating func keep(_ judgement: Judgement, of slot: Int) {
        while judgements.count <= slot { judgements.append(nil) }
        judgements[slot] = judgement
        slots[slot].isJudged = true
    }

    /// Drops the answer that was kept for the lease in a slot, if one was.
    mutating func dropJudgement(of slot: Int) {
        guard slots[slot].isJudged else { return }
        judgements[slot] = nil
        slots[slot].isJudged = false
    }

    /// The slots of the leases that live.
    var liveSlots: [Int] {
        slots.indices.filter { !slots[$0].isFree && slots[$0].lease.isLive }
    }

    /// The next lease of the same holder.
    func next(after slot: Int) -> Int { Int(slots[slot].next) }

    /// Puts a slot at the head of a holder's list.
    mutating func link(_ slot: Int, before head: Int) {
        var slots = slots.mutableSpan
        slots[slot].next = Int32(head)
        slots[slot].previous = Int32(Self.none)
        if head != Self.none { slots[head].previous = Int32(slot) }
    }

    /// Takes a slot out of its holder's list; answers the list's new head.
    mutating func unlink(_ slot: Int, head: Int) -> Int {
        var slots = slots.mutableSpan
        let (next, previous) = (Int(slots[slot].next), Int(slots[slot].previous))
        if next != Self.none { slots[next].previous = Int32(previous) }
        if previous != Self.none { slots[previous].next = Int32(next) }
        slots[slot].next = Int32(Self.none)
        slots[slot].previous = Int32(Self.none)
        return previous == Self.none ? next : head
    }

    /// Remembers a lease, taken out of its holder's list, as ended; forgets the oldest end beyond
    /// the bound.
    mutating func retire(_ slot: Int, as end: Lease.End, at now: Instant) {
        liveCount -= 1
        endedCount += 1
        slots[slot].lease.retire(as: end, at: now)
        if newestEnded == Self.none {
            oldestEnded = slot
        } else {
            slots[newestEnded].next = Int32(slot)
        }
        newestEnded = slot
        if endedCount > Limits.endedLeases { forgetOldest() }
    }

    private mutating func forgetOldest() {
        let slot = oldestEnded
        oldestEnded = Int(slots[slot].next)
        if oldestEnded == Self.none { newestEnded = Self.none }
        endedCount -= 1
        dropJudgement(of: slot)
        slots[slot].isFree = true
        slots[slot].next = Int32(firstFree)
        firstFree = slot
    }
}
