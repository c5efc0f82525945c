import JSON
import Leasing
import Providers
import Wire

extension Service {
    /// Tells those who watch what has changed, each no more often than it has asked for.
    mutating func tellWatchers(now: Moment) {
        noteForWatchers()
        while let number = watches.popDue(at: now.instant) {
            guard let watch = watches[number], let peer = peers.peer(watch.peer) else { continue }
            tellNews(number, watch, to: peer, now: now)
        }
    }

    /// Takes in where all stands that is told to those who watch: what is new to them is due.
    mutating func noteForWatchers() {
        watches.note(WatchTable.Stamp(pool: pool.stamp, eventSeq: events.lastSeq))
    }

    /// Tells a watch what is new to it, if anything is and its reader has read what came before.
    private mutating func tellNews(_ number: Int, _ watch: Watch, to peer: Peer, now: Moment) {
        let news = Watch.News(
            version: snapshot(of: watch, now: now).version, eventSeq: events.lastSeq)
        guard
            news.version != watch.told.version
                || events.hasNews(after: watch.told.eventSeq, about: watch.provider)
        else { return watches.rest(number) }
        guard peer.isBehind else { return tell(number, watch, to: peer, now: now) }
        // What waits for him is replaced when he reads on; here it only keeps its number.
        watches[number]?.unread = watch.unread ?? news
    }

    /// Writes the next event of a watch.
    mutating func tell(_ number: Int, _ watch: Watch, to peer: Peer, now: Moment) {
        let snapshot = snapshot(of: watch, now: now)
        let news = Watch.News(version: snapshot.version, eventSeq: events.lastSeq)
        // A number is left out for what has waited to be read and was replaced.
        let isReplaced = watch.unread.map { $0 != news } ?? false
        let seq = watch.seq + (isReplaced ? 2 : 1)
        let text = eventText(for: watch)
        guard peer.push(watch.id, seq: seq, events: text, snapshot: snapshot.text) else {
            return endWatch(number, because: .responseTooLarge)
        }
        watches[number]?.seq = seq
        watches[number]?.told = news
        watches[number]?.unread = nil
        watches[number]?.due = watch.nextTurn(after: now.instant)
        watches.rest(number)
        touched.append(peer.id)
    }

    /// Takes in how much a watcher has left unread: when he has read on, what waits for him is due.
    mutating func noteRoom(for peer: Peer, now: Instant) {
        peer.isBehind = peer.unsentBytes > 0
        guard !peer.isBehind else { return }
        for (_, number) in peer.watches where watches[number]?.unread != nil {
            watches.schedule(number, at: now)
        }
    }

    /// How the pool stands for a watch: made anew when something may have changed, and otherwise
    /// when the last one is older than the watch's events are apart.
    private mutating func snapshot(of watch: Watch, now: Moment) -> WatchSnapshot {
        let stamp = pool.stamp
        let known = watches.snapshots[watch.provider]
        if let known, known.stamp == stamp, now.instant - known.madeAt < watch.interval {
            return known
        }
        // A provider that a reload has taken away has nothing; it may come back.
        let providers =
            (try? pool.summary(provider: watch.provider, model: nil, now: now.instant)) ?? []
        var version = watches.nextVersion
        if let known, known.saysTheSame(as: providers, now: now.instant) {
            version = known.version
        } else {
            watches.nextVersion += 1
        }
        var writer = JSONWriter(capacity: 256 * (providers.count + 1))
        SummaryReply(
            asOf: InternetDate.format(now.unix), epoch: identity.epoch, revision: revision,
            isKept: isKept, providers: providers.map(SummaryReply.Provider.init),
            accounts: nil, next: nil
        ).write(&writer)
        let snapshot = WatchSnapshot(
            stamp: stamp, madeAt: now.instant, providers: providers, version: version,
            text: writer.take())
        watches.snapshots[watch.provider] = snapshot
        return snapshot
    }

    /// The events that a watch has not seen, as JSON: the latest, when they are too many.
    private mutating func eventText(for watch: Watch) -> [UInt8] {
        guard watch.told.eventSeq < events.lastSeq else { return Self.noEvents }
        let key = EventListKey(
            provider: watch.provider, view: watch.view, after: watch.told.eventSeq,
            upTo: events.lastSeq)
        if let written = watches.writtenEvents, written.key == key { return written.text }
        let latest = events.latest(
            WireLimits.usualEvents, after: watch.told.eventSeq, about: watch.provider)
        var writer = JSONWriter()
        EventsReply.write(latest.map { EventReply($0, for: watch.view) }, &writer)
        let text = writer.take()
        watches.writtenEvents = (key, text)
        return text
    }

    private static let noEvents = Array("[]".utf8)
}

extension WatchSnapshot {
    /// Whether it shows what is found at another instant: the same counts, and the next change at
    /// the same time, however long it is until then.
    fileprivate func saysTheSame(as others: [ProviderSummary], now: Instant) -> Bool {
        providers.count == others.count
            && zip(providers, others).allSatisfy { one, other in
                one.provider == other.provider && one.counts == other.counts
                    && one.inUse == other.inUse && one.waiters == other.waiters
                    && one.nextEligible.map { madeAt + $0 } == other.nextEligible.map { now + $0 }
            }
    }
}

extension Watch {
    /// When it may be told the next: on a multiple of its interval, so that those who watch alike
    /// are told together and share what is written.
    fileprivate func nextTurn(after now: Instant) -> Instant {
        let length = UInt64(interval.nanoseconds)
        let earliest = (now + interval).nanoseconds
        return Instant(nanoseconds: (earliest + length - 1) / length * length)
    }
}
