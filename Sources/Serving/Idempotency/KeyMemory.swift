import Leasing
import Wire

/// What became of the Selects that carried a key, so that one whose answer was lost can be sent
/// again without leasing a second account.
///
/// A key is remembered for two minutes from its answer. When there are too many, of all or of one
/// user, the oldest makes room.
struct KeyMemory {
    /// A key is its client's own: those of other users and instances are others.
    struct Name: Hashable {
        let uid: UInt32
        let instance: String?
        let key: String
    }

    /// What became of a Select.
    enum Outcome {
        /// It waits. To `granted`; a refusal is forgotten.
        case waiting(Ticket)
        /// It got this lease, of a pool of so many accounts.
        case granted(Lease.ID, poolSize: Int)
    }

    struct Entry {
        /// Tells the Select's parameters from others.
        let digest: UInt64
        var outcome: Outcome
        let serial: UInt64
        var end: Instant
    }

    private var entries: [Name: Entry] = [:]
    /// Names in the order in which they came; one that was forgotten since stays until its turn.
    private var order: [(name: Name, serial: UInt64)] = []
    private var oldest = 0
    private var names: [Ticket: Name] = [:]
    private var counts: [UInt32: Int] = [:]
    private var nextSerial: UInt64 = 1

    /// How many are remembered.
    var count: Int { entries.count }

    /// What is remembered under a name.
    mutating func entry(_ name: Name, now: Instant) -> Entry? {
        forgetEnded(now: now)
        return entries[name]
    }

    /// Remembers a Select and its outcome.
    mutating func remember(
        _ name: Name, _ digest: UInt64, _ outcome: Outcome, now: Instant
    ) {
        forget(name)
        makeRoom(for: name.uid)
        let serial = nextSerial
        nextSerial += 1
        let end = now + .milliseconds(Int64(WireLimits.keyMemoryMilliseconds))
        entries[name] = Entry(digest: digest, outcome: outcome, serial: serial, end: end)
        order.append((name, serial))
        counts[name.uid, default: 0] += 1
        if case .waiting(let ticket) = outcome { names[ticket] = name }
    }

    /// Takes in what became of a Select that waited; a refusal is not remembered, for the same
    /// request may fare better.
    ///
    /// - Returns: under which name the lease is remembered, if it is.
    @discardableResult
    mutating func settle(_ ticket: Ticket, _ grant: Grant?, now: Instant) -> Name? {
        guard let name = names.removeValue(forKey: ticket) else { return nil }
        guard let grant else {
            forget(name)
            return nil
        }
        entries[name]?.outcome = .granted(grant.lease.id, poolSize: grant.poolSize)
        // However long it waited, its answer may be lost now.
        entries[name]?.end = now + .milliseconds(Int64(WireLimits.keyMemoryMilliseconds))
        return name
    }

    /// The lease of a name as it is kept; `nil` when it has none.
    func kept(_ name: Name) -> (lease: Lease.ID, key: LeaseKey)? {
        guard let entry = entries[name], case .granted(let lease, let poolSize) = entry.outcome
        else { return nil }
        return (lease, LeaseKey(text: name.key, digest: entry.digest, poolSize: poolSize))
    }

    /// Forgets a name at once.
    mutating func forget(_ name: Name) {
        guard let entry = entries.removeValue(forKey: name) else { return }
        if case .waiting(let ticket) = entry.outcome { names[ticket] = nil }
        let count = counts[name.uid, default: 1] - 1
        counts[name.uid] = count > 0 ? count : nil
    }

    private mutating func forgetEnded(now: Instant) {
        while oldest < order.count {
            let (name, serial) = order[oldest]
            if let entry = entries[name], entry.serial == serial {
                guard entry.end <= now else { break }
                forget(name)
            }
            oldest += 1
        }
        compact()
    }

    private mutating func makeRoom(for uid: UInt32) {
        if entries.count >= WireLimits.keys { forgetOldest { _ in true } }
        if counts[uid, default: 0] >= WireLimits.keysPerUser { forgetOldest { $0.uid == uid } }
    }

    private mutating func forgetOldest(where isMeant: (Name) -> Bool) {
        for (name, serial) in order[oldest...] where isMeant(name) {
            guard entries[name]?.serial == serial else { continue }
            return forget(name)
        }
    }

    private mutating func compact() {
        guard oldest > 1024, oldest * 2 > order.count else { return }
        order.removeFirst(oldest)
        oldest = 0
    }
}
