import Leasing
import Wire

extension Service {
    /// Asks for a new credential of an account. Nobody is there who could fetch it: only a keeper
    /// reaches the network, and none is served.
    mutating func refresh(
        _ request: borrowing RefreshRequest, _ id: RequestID, from peer: Peer
    ) throws(Refusal) {
        guard pool.index(of: request.account) != nil else { throw .unknownAccount }
        let reply = RefreshReply(isQueued: false)
        peer.answer(id) { reply.write(&$0) }
    }
}
