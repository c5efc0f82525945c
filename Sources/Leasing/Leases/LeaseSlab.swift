/// Keeps every live lease, and the ended ones for as long as late reports may name them.
///
/// A lease keeps its slot from its grant until it is forgotten; its name holds the slot's number,
/// so that finding one needs neither hash nor search. The ended ones form a ring in the order of
/// their ends: when it is full, the oldest end is forgotten and its slot used again.
struct LeaseSlab {
    private struct Slot {
        /// The lease; of a free slot the one that was there last, with no lease's name.
        var lease: Lease
        var isFree = false
        /// Links the holder's leases while live, the ended ones after, and free slots between.
        var next = none
        var previous = none
    }

    static let none = -1

    private var slots: [Slot] = []
    private var firstFree = none
    private var oldestEnded = none
    private var newestEnded = none
    private(set) var liveCount = 0
    private(set) var endedCount = 0

    /// The slot that the next lease gets; `insert` takes it.
    var nextSlot: Int { firstFree == Self.none ? slots.count : firstFree }

    /// Keeps a new lease in the slot that its name holds, at the head of its holder's list.
    mutating func insert(_ lease: Lease, before head: Int) {
        let slot = lease.id.slot
        precondition(slot == nextSlot, "a lease must be named after the next slot")
        if firstFree == Self.none {
            slots.append(Slot(lease: lease))
        } else {
            firstFree = slots[slot].next
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

    /// The slots of all live leases, in no order that means anything.
    var liveSlots: [Int] {
        slots.indices.filter { !slots[$0].isFree && slots[$0].lease.isLive }
    }

    /// The next lease of the same holder.
    func next(after slot: Int) -> Int { slots[slot].next }

    /// Puts a slot at the head of a holder's list.
    mutating func link(_ slot: Int, before head: Int) {
        slots[slot].next = head
        slots[slot].previous = Self.none
        if head != Self.none { slots[head].previous = slot }
    }

    /// Takes a slot out of its holder's list; answers the list's new head.
    mutating func unlink(_ slot: Int, head: Int) -> Int {
        let (next, previous) = (slots[slot].next, slots[slot].previous)
        if next != Self.none { slots[next].previous = previous }
        if previous != Self.none { slots[previous].next = next }
        slots[slot].next = Self.none
        slots[slot].previous = Self.none
        return previous == Self.none ? next : head
    }

    /// Remembers a lease, taken out of its holder's list, as ended; forgets the oldest end beyond
    /// the bound.
    mutating func retire(_ slot: Int) {
        liveCount -= 1
        endedCount += 1
        if newestEnded == Self.none {
            oldestEnded = slot
        } else {
            slots[newestEnded].next = slot
        }
        newestEnded = slot
        if endedCount > Limits.endedLeases { forgetOldest() }
    }

    private mutating func forgetOldest() {
        let slot = oldestEnded
        oldestEnded = slots[slot].next
        if oldestEnded == Self.none { newestEnded = Self.none }
        endedCount -= 1
        slots[slot].lease.judgement = nil
        slots[slot].isFree = true
        slots[slot].next = firstFree
        firstFree = slot
    }
}
