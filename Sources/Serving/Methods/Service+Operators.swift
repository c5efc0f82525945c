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
            listAccounts(try AccountsRequest(bytes, in: params), id, from: peer, now: now)
        case .setAccount:
            setAccount(try SetAccountRequest(bytes, in: params), id, from: peer, now: now)
        case .clearBlocks:
            clearBlocks(try ClearBlocksRequest(bytes, in: params), id, from: peer, now: now)
        case .refresh:
            refresh(try RefreshRequest(bytes, in: params), id, from: peer)
        case .leases:
            listLeases(try LeasesRequest(bytes, in: params), id, from: peer, now: now)
        case .revokeLease:
            revokeLease(try RevokeLeaseRequest(bytes, in: params), id, from: peer, now: now)
        case .events: events(try EventsRequest(bytes, in: params), id, from: peer, now: now)
        case .metrics:
            // It takes what Health takes: nothing but a context.
            _ = try HealthRequest(bytes, in: params)
            metrics(id, from: peer, now: now)
        case .reload:
            _ = try HealthRequest(bytes, in: params)
            awaitReload(id, from: peer)
        case .drain:
            _ = try HealthRequest(bytes, in: params)
            pauseLending(id, from: peer, now: now)
        case .resume:
            _ = try HealthRequest(bytes, in: params)
            resumeLending(id, from: peer, now: now)
        case .hello, .select, .markResult, .renew, .release, .summary, .explain, .watch, .health,
            .discover:
            fatalError("a method for everybody was taken for an operator's")
        }
    }
}
