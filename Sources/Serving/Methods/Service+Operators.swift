import Leasing
import Wire

extension Service {
    /// Does what an operator's request asks for, and answers it.
    mutating func performForOperator(
        _ method: Method, _ bytes: [UInt8], _ params: Range<Int>?, _ id: RequestID,
        from peer: Peer, now: Moment
    ) throws(ParameterFault) {
        switch method {
        case .accounts:
            let request = try AccountsRequest(bytes, in: params)
            answer(id, from: peer) { (service) throws(Refusal) in
                try service.listAccounts(request, id, from: peer, now: now)
            }
        case .setAccount:
            let request = try SetAccountRequest(bytes, in: params)
            answer(id, from: peer) { (service) throws(Refusal) in
                try service.setAccount(request, id, from: peer, now: now)
            }
        case .clearBlocks:
            let request = try ClearBlocksRequest(bytes, in: params)
            answer(id, from: peer) { (service) throws(Refusal) in
                try service.clearBlocks(request, id, from: peer, now: now)
            }
        case .leases:
            let request = try LeasesRequest(bytes, in: params)
            answer(id, from: peer) { (service) throws(Refusal) in
                try service.listLeases(request, id, from: peer, now: now)
            }
        case .revokeLease:
            let request = try RevokeLeaseRequest(bytes, in: params)
            answer(id, from: peer) { (service) throws(Refusal) in
                try service.revokeLease(request, id, from: peer, now: now)
            }
        case .refresh:
            let request = try RefreshRequest(bytes, in: params)
            answer(id, from: peer) { (service) throws(Refusal) in
                try service.refresh(request, id, from: peer)
            }
        case .hello, .select, .markResult, .renew, .release, .summary, .explain, .health,
            .discover:
            fatalError("a method for everybody was taken for an operator's")
        }
    }
}
