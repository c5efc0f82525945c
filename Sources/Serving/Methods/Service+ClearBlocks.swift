import Leasing
import Wire

extension Service {
    mutating func clearBlocks(
        _ request: borrowing ClearBlocksRequest, _ id: RequestID, from peer: Peer, now: Moment
    ) throws(Refusal) {
        let cleared = try pool.clearBlocks(
            of: request.account, model: request.model.map(ModelName.base), uid: peer.uid,
            now: now.instant)
        let reply = ClearBlocksReply(cleared: cleared)
        peer.answer(id) { reply.write(&$0) }
        settle(now: now)
    }
}
