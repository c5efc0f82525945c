import Leasing

/// The leases as the clients know them from their answers.
///
/// Where an answer does not say enough, each lease has two ends: it lives at least until one and at
/// most until the other.
struct Ledger {
    struct Entry {
        /// Whether its holder is there.
        enum Hold { case held, maybeOrphaned, orphaned }

        let account: String
        let uid: UInt32
        let isDetached: Bool
        /// Whose it is; nil when no answer tells, or when it needs nobody.
        var holder: Int?
        var hold = Hold.held
        private var isOver = false
        private var deadline: Instant
        /// It certainly lives before this.
        private(set) var earliestEnd: Instant
        /// It certainly does not live from this on.
        private(set) var latestEnd: Instant

        init(account: String, uid: UInt32, isDetached: Bool, holder: Int?, deadline: Instant) {
            self.account = account
            self.uid = uid
            self.isDetached = isDetached
            self.holder = holder
            self.deadline = deadline
            earliestEnd = deadline
            latestEnd = deadline + .milliseconds(1)
        }

        /// It has a holder, and ends by itself when an answer in whole milliseconds told.
        mutating func keep(until end: Instant?) {
            guard !isOver else { return }
            deadline = end ?? deadline
            hold = .held
            earliestEnd = deadline
            latestEnd = deadline + .milliseconds(1)
        }

        mutating func orphan(until end: Instant, isCertain: Bool) {
            hold = isCertain ? .orphaned : hold == .held ? .maybeOrphaned : hold
            earliestEnd = min(earliestEnd, end)
            if isCertain { latestEnd = min(latestEnd, end) }
        }

        /// Somebody may have taken it back, of whom no answer tells.
        mutating func doubt() {
            guard !isOver, hold != .held else { return }
            hold = .maybeOrphaned
            holder = nil
            latestEnd = deadline + .milliseconds(1)
        }

        /// It has ended, and will not live again.
        mutating func end(at now: Instant) {
            isOver = true
            earliestEnd = now
            latestEnd = now
        }
    }

    private(set) var entries: [String: Entry] = [:]
    /// Their names in the order in which they were granted.
    private(set) var names: [String] = []
    /// Leases of which nobody was told, because the answer was dropped.
    var untold = 0

    private static let grace = Interval.seconds(5)

    subscript(_ name: String) -> Entry? { entries[name] }

    mutating func grant(_ name: String, _ entry: Entry) {
        Law.require(entries[name] == nil, "a lease has the name of another")
        entries[name] = entry
        names.append(name)
    }

    /// An answer says that a lease lives, and that it became its caller's if it was nobody's.
    mutating func confirm(_ name: String, by holder: Int, until end: Instant?) {
        guard var entry = entries[name] else { return }
        // Of two answers that came together the other may be the later one.
        if !entry.isDetached {
            switch entry.hold {
            case .held: break
            case .maybeOrphaned: entry.holder = nil
            case .orphaned: entry.holder = holder
            }
        }
        entry.keep(until: end)
        entries[name] = entry
    }

    /// A Select names a lease that it continues, which makes an orphan its caller's.
    mutating func mention(_ name: String) { entries[name]?.doubt() }

    mutating func end(_ name: String, now: Instant) { entries[name]?.end(at: now) }

    /// A holder's last connection is gone.
    mutating func orphan(_ holder: Int, uid: UInt32, now: Instant, isDead: Bool = false) {
        let end = isDead ? now : now + Self.grace
        change(of: uid, now: now) { entry in
            guard !entry.isDetached, entry.holder == holder || entry.holder == nil else { return }
            entry.orphan(until: end, isCertain: entry.holder == holder)
        }
    }

    /// An instance is back.
    mutating func resume(_ holder: Int, uid: UInt32, now: Instant) {
        change(of: uid, now: now) { entry in
            if entry.holder == holder { entry.keep(until: nil) }
        }
    }

    mutating func move(from former: Int, to holder: Int, uid: UInt32, now: Instant) {
        change(of: uid, now: now) { if $0.holder == former { $0.holder = holder } }
    }

    /// How many live at least, and how many at most.
    func count(now: Instant, where isMeant: (Entry) -> Bool = { _ in true }) -> ClosedRange<Int> {
        var (least, most) = (0, 0)
        for entry in entries.values where isMeant(entry) {
            if entry.earliestEnd > now { least += 1 }
            if entry.latestEnd > now { most += 1 }
        }
        return least...most
    }

    /// Lets go of what has ended.
    mutating func forgetEnded(now: Instant) {
        for (name, entry) in entries where entry.latestEnd <= now { entries[name] = nil }
    }

    private mutating func change(of uid: UInt32, now: Instant, _ body: (inout Entry) -> Void) {
        for (name, entry) in entries where entry.uid == uid && entry.latestEnd > now {
            var changed = entry
            body(&changed)
            entries[name] = changed
        }
    }
}
