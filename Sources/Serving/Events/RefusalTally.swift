import Leasing

/// Counts refused Selects, so that clients who ask in a loop fill the ring with one event in ten
/// seconds and not with thousands.
struct RefusalTally {
    /// Refusals with the same key are told together.
    struct Key: Hashable {
        var provider: String?
        var model: String?
        let uid: UInt32
        let reason: String
    }

    private struct Entry {
        /// When the last event was made.
        var told: Instant
        /// Refusals since that no event stands for.
        var untold = 0
        /// The last of them.
        var last: Event?
    }

    private var entries: [Key: Entry] = [:]
    private var nextSweep = Instant(nanoseconds: 0)
    /// When refusals that nobody repeats are told.
    private(set) var nextDeadline = Instant.distantFuture

    /// How far apart two events with the same key are at least.
    static let span = Interval.seconds(10)
    /// Keys that are counted at once; beyond them models are counted together, for their names are
    /// the clients' to choose.
    static let mostKeys = 256
    private static let sweepPause = Interval.seconds(1)

    /// Counts one refusal.
    ///
    /// - Returns: when an event is due, how many refusals it stands for: this one, and those since
    ///   the last event. The key is then as it was counted.
    mutating func count(_ key: inout Key, now: Instant) -> Int? {
        if entries[key] == nil, !makeRoom(now: now) {
            key.model = nil
            guard entries[key] != nil || entries.count < 2 * Self.mostKeys else { return nil }
        }
        guard let entry = entries[key] else {
            entries[key] = Entry(told: now)
            return 1
        }
        guard now - entry.told >= Self.span else {
            entries[key]?.untold += 1
            nextDeadline = min(nextDeadline, entry.told + Self.span)
            return nil
        }
        entries[key] = Entry(told: now)
        return entry.untold + 1
    }

    /// Keeps a refusal that was counted and not told, to be told later.
    mutating func keep(_ event: Event, for key: Key) { entries[key]?.last = event }

    /// The refusals that are to be told though they were not repeated, the oldest first: each the
    /// last of its key, and how many it stands for.
    mutating func takeDue(now: Instant) -> [Event] {
        guard nextDeadline <= now else { return [] }
        nextDeadline = .distantFuture
        var due: [Event] = []
        for (key, entry) in entries where entry.untold > 0 {
            guard now - entry.told >= Self.span else {
                nextDeadline = min(nextDeadline, entry.told + Self.span)
                continue
            }
            entries[key] = Entry(told: now)
            guard var event = entry.last else { continue }
            event.count = entry.untold
            due.append(event)
        }
        return due.sorted { Self.isOlder($0, $1) }
    }

    /// The order in which refusals are told; that of a dictionary is another in each process.
    private static func isOlder(_ one: Event, _ other: Event) -> Bool {
        guard one.at == other.at else { return one.at < other.at }
        func name(_ event: Event) -> [String] {
            [event.provider ?? "", event.model ?? "", event.reason ?? "", "\(event.uid ?? 0)"]
        }
        return name(one).lexicographicallyPrecedes(name(other))
    }

    /// Forgets keys whose last event is long ago, when there are too many.
    private mutating func makeRoom(now: Instant) -> Bool {
        guard entries.count >= Self.mostKeys else { return true }
        guard now >= nextSweep else { return false }
        nextSweep = now + Self.sweepPause
        entries = entries.filter { now - $0.value.told < Self.span }
        return entries.count < Self.mostKeys
    }
}
