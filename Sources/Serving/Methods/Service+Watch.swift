import Leasing
import Wire

extension Service {
    /// Begins a watch, whose first event is written at once.
    mutating func watch(
        _ request: borrowing WatchRequest, _ id: RequestID, from peer: Peer, now: Moment
    ) {
        if let provider = request.provider, !pool.hasProvider(provider) {
            return refuse(id, ErrorReply(.unknownProvider), from: peer)
        }
        guard peer.watches.count < WireLimits.watches else {
            return refuse(id, ErrorReply(.tooManyInFlight), from: peer)
        }
        let interval = max(request.interval, WireLimits.shortestWatchIntervalMilliseconds)
        var watch = Watch(
            peer: peer.id, id: id, provider: request.provider,
            interval: .milliseconds(Int64(interval)), view: PeerView(peer))
        // What the frame before has done is in the snapshot, and no event.
        pool.advance(to: now.instant)
        settle(now: now)
        noteForWatchers()
        watch.told.eventSeq = events.lastSeq
        let number = watches.insert(watch)
        peer.watches.append((id, number))
        tell(number, watch, to: peer, now: now)
    }

    /// Ends a watch with its one answer.
    mutating func endWatch(_ number: Int, because reason: ErrorReason) {
        guard let watch = watches[number] else { return }
        watches.remove(number)
        guard let peer = peers.peer(watch.peer) else { return }
        peer.watches.removeAll { $0.number == number }
        refuse(watch.id, ErrorReply(reason), from: peer)
        touched.append(peer.id)
    }

    /// Forgets the watches of a connection that ends.
    mutating func forgetWatches(of peer: Peer) {
        for (_, number) in peer.watches { watches.remove(number) }
        peer.watches = []
    }
}
