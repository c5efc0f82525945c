import JSON
import Leasing
import Wire

/// One request to be told of every change.
struct Watch {
    let peer: PeerID
    let id: RequestID
    /// The provider that it is about; `nil` for all.
    let provider: String?
    /// How far apart its events are at least.
    let interval: Interval
    let view: PeerView
    /// The number of the last event that was made for it.
    var seq: UInt64 = 0
    /// What was told last: the version of the snapshot, and the latest of the ring.
    var told = News()
    /// Before this instant it is told nothing.
    var due = Instant(nanoseconds: 0)
    /// What there was to tell when its reader was found to be behind; that is told, or what has
    /// taken its place, as soon as he has read on.
    var unread: News?

    /// How far a watch has come.
    struct News: Equatable {
        var version: UInt64 = 0
        var eventSeq: UInt64 = 0
    }
}

/// How the pool stands for those who watch one provider, or all, written once for all of them.
struct WatchSnapshot {
    let stamp: PoolStamp
    let madeAt: Instant
    let providers: [ProviderSummary]
    /// Higher than that of every snapshot before that says something else.
    let version: UInt64
    let text: [UInt8]
}

/// The watches, and when each is to be looked at.
///
/// One that has been told everything rests; the first change sets the resting ones on their way,
/// and until they are due no further change costs anything.
struct WatchTable {
    /// What a change of shows that there may be something to tell.
    struct Stamp: Equatable {
        let pool: PoolStamp
        let eventSeq: UInt64
    }

    private var slots: [Watch?] = []
    private var free: [Int] = []
    private var resting: [Int] = []
    private var deadlines = DeadlineHeap()
    private var stamp: Stamp?
    /// The snapshots by the provider that they are about.
    var snapshots: [String?: WatchSnapshot] = [:]
    /// The version of the next snapshot.
    var nextVersion: UInt64 = 1
    /// The events that were written last, and for whom.
    var writtenEvents: (key: EventListKey, text: [UInt8])?

    var isEmpty: Bool { slots.count == free.count }

    /// How many there are.
    var count: Int { slots.count - free.count }

    /// When the next is to be looked at.
    var nextDeadline: Instant? { deadlines.first }

    /// All of them.
    var numbers: [Int] { slots.indices.filter { slots[$0] != nil } }

    /// A watch that is there.
    subscript(number: Int) -> Watch? {
        get { slots[number] }
        set {
            guard slots[number] != nil, newValue != nil else { return }
            slots[number] = newValue
        }
    }

    /// Takes a watch in. It is looked at once it rests, or is scheduled.
    mutating func insert(_ watch: Watch) -> Int {
        let number = free.popLast() ?? slots.count
        if number == slots.count { slots.append(watch) } else { slots[number] = watch }
        return number
    }

    mutating func remove(_ number: Int) {
        guard let watch = slots[number] else { return }
        slots[number] = nil
        free.append(number)
        resting.removeAll { $0 == number }
        deadlines.remove(number)
        let isShared = slots.contains { $0 != nil && $0?.provider == watch.provider }
        if !isShared { snapshots[watch.provider] = nil }
        if isEmpty { writtenEvents = nil }
    }

    /// Lets a watch rest until something changes.
    mutating func rest(_ number: Int) { resting.append(number) }

    /// Has a watch looked at whose reader has read on.
    mutating func schedule(_ number: Int, at instant: Instant) {
        deadlines.set(number, to: instant)
    }

    /// Takes in where the pool and the ring stand: after a change all that rest are looked at as
    /// soon as they are due.
    mutating func note(_ latest: Stamp) {
        guard latest != stamp else { return }
        stamp = latest
        for number in resting { deadlines.set(number, to: slots[number]?.due ?? .distantFuture) }
        resting.removeAll(keepingCapacity: true)
    }

    /// Takes in that what every snapshot says is another from here on.
    mutating func forgetSnapshots() { (snapshots, stamp) = ([:], nil) }

    /// Takes out a watch that is due.
    mutating func popDue(at now: Instant) -> Int? { deadlines.popDue(at: now) }
}

/// What a list of events depends on.
struct EventListKey: Hashable {
    let provider: String?
    let view: PeerView
    let after: UInt64
    let upTo: UInt64
}
