import Leasing
import Wire

extension Service {
    mutating func clearBlocks(
        _ request: ClearBlocksRequest, _ id: RequestID, from peer: Peer, now: Moment
    ) {
        answer(id, from: peer) { (service) throws(Refusal) in
            let cleared = try service.pool.clearBlocks(
                of: request.account, model: request.model.map(ModelName.base), uid: peer.uid,
                now: now.instant)
            let reply = ClearBlocksReply(cleared: cleared)
            peer.answer(id) { reply.write(&$0) }
            service.settle(now: now)
        }
    }
}
