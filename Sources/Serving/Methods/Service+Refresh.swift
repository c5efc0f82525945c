import Leasing
import Wire

extension Service {
    /// Asks for a new credential of an account. Nobody is there who could fetch it: only a keeper
    /// reaches the network, and none is served.
    mutating func refresh(
        _ request: RefreshRequest, _ id: RequestID, from peer: Peer
    ) {
        answer(id, from: peer) { (service) throws(Refusal) in
            guard service.pool.index(of: request.account) != nil else { throw .unknownAccount }
            let reply = RefreshReply(isQueued: false)
            peer.answer(id) { reply.write(&$0) }
        }
    }
}
