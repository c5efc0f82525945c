import Leasing
import Wire

extension Service {
    mutating func listLeases(
        _ request: LeasesRequest, _ id: RequestID, from peer: Peer, now: Moment
    ) {
        answer(id, from: peer) { (service) throws(Refusal) in
            let found = try service.pool.liveLeases(
                of: request.account, after: UInt64(request.after), limit: request.limit + 1)
            let page = Page(found, limit: request.limit)
            let rows = page.items.map {
                LeasesReply.Row($0, of: service.pool.accountID(of: $0), now: now.instant)
            }
            let reply = LeasesReply(rows: rows, next: page.next?.fence)
            peer.answer(id) { reply.write(&$0) }
        }
    }
}

extension LeasesReply.Row {
    init(_ lease: Lease, of account: String, now: Instant) {
        self.init(
            account: account, age: (now - lease.grantedAt).wholeMilliseconds,
            client: lease.client, isDetached: lease.isDetached,
            expiresIn: (lease.end - now).wholeMilliseconds, fence: lease.fence,
            name: LeaseName(lease.id), model: lease.model, isProbe: lease.isProbe,
            state: lease.state.name, uid: lease.uid)
    }
}
