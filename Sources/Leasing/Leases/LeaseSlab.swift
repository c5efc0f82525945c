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
        /// What of it is not kept yet.
        var news = News.nothing
        /// Links the holder's leases while live, the ended ones after, and free slots between.
        var next = Int32(none)
        var previous = Int32(none)
    }

    /// How much of a slot has changed since it was last kept.
    enum News: UInt8, Comparable {
        case nothing
        /// How the lease stands.
        case standing
        /// Which instance holds it, too.
        case holder
        /// The lease is another one.
        case lease

        static func < (one: News, other: News) -> Bool { one.rawValue < other.rawValue }
    }

    static let none = -1

    private var slots: [Slot] = []
    /// The last answers to reports of failures, by slot: a repeated report gets them again. Apart
    /// from the slots, for most leases end well and leave none.
    private var judgements: [Judgement?] = []
    /// What another daemon had answered to a report, by slot: the report may be sent again.
    private var recalled: [Int: Verdict] = [:]
    /// Whether anybody keeps the leases.
    var isRemembered = false
    /// The slots with news.
    private var changed: [Int] = []
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
            let news = slots[slot].news
            slots[slot] = Slot(lease: lease)
            slots[slot].news = news
            if !recalled.isEmpty { recalled[slot] = nil }
        }
        note(.lease, of: slot)
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
        _modify {
            note(.standing, of: slot)
            yield &slots[slot].lease
        }
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
        if !recalled.isEmpty { recalled[slot] = nil }
    }

    /// Drops the answer that was kept for the lease in a slot, if one was.
    mutating func dropJudgement(of slot: Int) {
        if !recalled.isEmpty { recalled[slot] = nil }
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
        self[slot].retire(as: end, at: now)
        remember(ended: slot)
    }

    private mutating func remember(ended slot: Int) {
        endedCount += 1
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

extension LeaseSlab {
    /// Takes in that something of a slot is to be kept.
    @inline(__always)
    mutating func note(_ news: News, of slot: Int) {
        guard isRemembered, slots[slot].news < news else { return }
        if slots[slot].news == .nothing { changed.append(slot) }
        slots[slot].news = news
    }

    /// Whether anything is to be kept.
    var hasNews: Bool { !changed.isEmpty }

    /// The slots of which something is to be kept, with how much.
    mutating func takeNews() -> [(slot: Int, news: News)] {
        defer { changed.removeAll(keepingCapacity: true) }
        return changed.map { slot in
            defer { slots[slot].news = .nothing }
            return (slot, slots[slot].isFree ? .nothing : slots[slot].news)
        }
    }

    /// What the last report of the lease in a slot was answered with.
    func verdict(of slot: Int) -> Verdict {
        judgement(of: slot).map { Verdict($0) } ?? recalled[slot] ?? Verdict()
    }

    /// Takes up what another daemon had answered to the last report of the lease in a slot.
    mutating func recall(_ verdict: Verdict, of slot: Int) {
        if verdict != Verdict() { recalled[slot] = verdict }
    }

    /// Takes up leases that were kept, each in its slot; no two have the same. Those that live are
    /// in no holder's list yet.
    mutating func restore(_ leases: [Lease]) {
        guard let filler = leases.first, let last = leases.map(\.id.slot).max() else { return }
        precondition(slots.isEmpty, "leases are restored before any is granted")
        slots = Array(repeating: Slot(lease: filler, isFree: true), count: last + 1)
        for lease in leases { slots[lease.id.slot] = Slot(lease: lease) }
        // The lowest is used first.
        for slot in slots.indices.reversed() where slots[slot].isFree {
            slots[slot].next = Int32(firstFree)
            firstFree = slot
        }
        liveCount = leases.count { $0.isLive }
        var ended: [(end: Instant, fence: UInt64, slot: Int)] = []
        for lease in leases where !lease.isLive {
            ended.append((lease.end, lease.fence, lease.id.slot))
        }
        ended.sort { ($0.end, $0.fence) < ($1.end, $1.fence) }
        for (_, _, slot) in ended { remember(ended: slot) }
    }
}
