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
        private(set) var hold = Hold.held
        private var isOver = false
        /// When it ends by itself: between these.
        private var (deadline, latestDeadline): (Instant, Instant)
        /// The turns in which its deadline was last told, and in which it was last taken back.
        private var (toldIn, adoptedIn) = (0, 0)
        /// It certainly lives before this.
        private(set) var earliestEnd: Instant
        /// It certainly does not live from this on.
        private(set) var latestEnd: Instant

        init(account: String, uid: UInt32, isDetached: Bool, holder: Int?, deadline: Instant) {
            self.account = account
            self.uid = uid
            self.isDetached = isDetached
            self.holder = holder
            // The answer told it in whole milliseconds.
            self.deadline = deadline
            latestDeadline = deadline + .milliseconds(1)
            earliestEnd = deadline
            latestEnd = latestDeadline
        }

        /// It has a holder, and ends by itself when an answer told. Answers of one turn were not
        /// given in the order in which they are heard: any of them may be the last.
        mutating func keep(until end: Instant?, turn: Int) {
            guard !isOver else { return }
            if let end {
                let (first, last) = toldIn == turn ? (deadline, latestDeadline) : (end, end)
                deadline = min(first, end)
                latestDeadline = max(last, end + .milliseconds(1))
                toldIn = turn
            }
            if hold != .held { adoptedIn = turn }
            hold = .held
            earliestEnd = deadline
            latestEnd = latestDeadline
        }

        /// A holder that is there names it, which makes it its own if it was nobody's.
        mutating func name(by caller: Int, turn: Int) {
            guard !isDetached else { return }
            switch hold {
            case .held: if holder != caller { blur(turn: turn) }
            case .maybeOrphaned: holder = nil
            case .orphaned: holder = caller
            }
        }

        /// Another might have taken it back in this turn, before the one that was heard first.
        mutating func blur(turn: Int) {
            if adoptedIn == turn { holder = nil }
        }

        mutating func orphan(until end: Instant, isCertain: Bool) {
            hold = isCertain ? .orphaned : hold == .held ? .maybeOrphaned : hold
            earliestEnd = min(earliestEnd, end)
            if isCertain { latestEnd = min(latestEnd, end) }
        }

        /// Somebody may have taken it back, of whom no answer tells.
        mutating func doubt(turn: Int) {
            blur(turn: turn)
            guard !isOver, hold != .held else { return }
            hold = .maybeOrphaned
            holder = nil
            latestEnd = latestDeadline
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
    /// Counts the turns.
    var turn = 1

    private static let grace = Interval.seconds(5)

    subscript(_ name: String) -> Entry? { entries[name] }

    mutating func grant(_ name: String, _ entry: Entry) {
        Law.require(entries[name] == nil, "a lease has the name of another")
        entries[name] = entry
        names.append(name)
    }

    /// An answer says that a lease lives, and that it became its caller's if it was nobody's.
    mutating func confirm(_ name: String, by holder: Int, until end: Instant?) {
        entries[name]?.name(by: holder, turn: turn)
        entries[name]?.keep(until: end, turn: turn)
    }

    /// A Select names a lease that it continues, which makes an orphan its caller's.
    mutating func mention(_ name: String) { entries[name]?.doubt(turn: turn) }

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
        let turn = turn
        change(of: uid, now: now) { entry in
            if entry.holder == holder {
                entry.keep(until: nil, turn: turn)
            } else {
                entry.blur(turn: turn)
            }
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
