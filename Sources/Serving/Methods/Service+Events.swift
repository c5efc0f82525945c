import Leasing
import Providers
import Wire

extension Service {
    mutating func events(
        _ request: borrowing EventsRequest, _ id: RequestID, from peer: Peer, now: Moment
    ) {
        // What the frame before has done is among them.
        settle(now: now)
        let limit = request.limit
        let found =
            request.after.map { events.events(after: $0, limit: limit) }
            ?? events.latest(limit, after: 0, about: nil)
        let view = PeerView(peer)
        let reply = EventsReply(
            events: found.map { EventReply($0, for: view) }, lastSeq: events.lastSeq)
        peer.answer(id) { reply.write(&$0) }
    }
}

extension EventReply {
    init(_ event: Event, for view: PeerView) {
        self.init(seq: event.seq, at: InternetDate.format(event.at), kind: event.kind.rawValue)
        accountID = event.account
        provider = event.provider
        model = event.model
        status = event.status
        reason = event.reason
        rule = event.rule
        upstreamStatus = event.upstreamStatus
        window = event.window
        count = event.count
        if let length = event.blocked {
            blocked = length == .untilSomeoneActs ? -1 : length.millisecondsRoundedUp
        }
        guard view.showsUser(event.uid) else { return }
        lease = event.lease.map { LeaseName($0) }
        uid = event.uid
    }
}
