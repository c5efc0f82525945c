import Wire

/// The latest events; the oldest makes room for a new one.
struct EventRing {
    private var events: [Event] = []
    /// The place of the oldest.
    private var oldest = 0
    /// The number of the latest; 0 before the first.
    private(set) var lastSeq: UInt64 = 0

    static let capacity = WireLimits.events

    /// How many are remembered.
    var count: Int { events.count }

    /// Remembers an event under the next number.
    mutating func append(_ event: consuming Event) {
        lastSeq += 1
        event.seq = lastSeq
        guard events.count == Self.capacity else { return events.append(event) }
        events[oldest] = event
        oldest = (oldest + 1) % Self.capacity
    }

    /// The events behind a number, from the oldest that is remembered.
    func events(after seq: UInt64, limit: Int) -> [Event] {
        let known = UInt64(events.count)
        let first = max(seq, lastSeq - known)
        guard first < lastSeq else { return [] }
        let skipped = Int(first - (lastSeq - known))
        return (skipped..<events.count).prefix(limit).map { self[$0] }
    }

    /// The latest events behind a number, as many as asked for, of those that are about a provider.
    func latest(_ limit: Int, after seq: UInt64, about provider: String?) -> [Event] {
        var found: [Event] = []
        for place in (0..<events.count).reversed() {
            let event = self[place]
            guard event.seq > seq, found.count < limit else { break }
            if event.concerns(provider) { found.append(event) }
        }
        return found.reversed()
    }

    /// Whether anything behind a number is about a provider.
    func hasNews(after seq: UInt64, about provider: String?) -> Bool {
        !latest(1, after: seq, about: provider).isEmpty
    }

    /// The event at a place, counted from the oldest.
    private subscript(place: Int) -> Event {
        events[(oldest + place) % events.count]
    }
}
