import JSON
import Leasing
import Specification
import Wire

extension Service {
    /// Does what a request asks for, and answers it or lets it wait.
    mutating func dispatch(
        _ id: RequestID, _ method: Method?, _ envelope: Envelope, _ bytes: [UInt8],
        from peer: Peer, now: Moment
    ) throws(GoawayReason) {
        if !peer.isIdle {
            if peer.hasInFlight(id) { throw .duplicateID }
            guard peer.inFlight < WireLimits.inFlight else {
                return refuse(id, ErrorReply(.tooManyInFlight), from: peer)
            }
        }
        guard let method else { return refuse(id, ErrorReply(.methodNotFound), from: peer) }
        calls.count(method)
        guard method.isServed(on: peer.socket) else {
            return refuse(id, ErrorReply(.methodNotOnThisSocket), from: peer)
        }
        if isDraining, !method.isAnsweredWhileDraining {
            return refuse(id, ErrorReply(.draining), from: peer)
        }
        guard !envelope.hasBadParams else {
            return refuse(id, ErrorReply(.badField, field: "params"), from: peer)
        }
        do throws(ParameterFault) {
            try perform(method, bytes, envelope.params, id, from: peer, now: now)
        } catch {
            refuse(id, ErrorReply(error.reason, field: error.field), from: peer)
        }
    }

    private mutating func perform(
        _ method: Method, _ bytes: [UInt8], _ params: Range<Int>?, _ id: RequestID,
        from peer: Peer, now: Moment
    ) throws(ParameterFault) {
        switch method {
        case .hello:
            hello(try HelloRequest(bytes, in: params), id, from: peer, now: now)
        case .select:
            let request = try SelectRequest(bytes, in: params)
            answer(id, from: peer) { (service) throws(Refusal) in
                try service.select(request, id, from: peer, now: now)
            }
        case .markResult:
            let request = try MarkResultRequest(bytes, in: params)
            answer(id, from: peer) { (service) throws(Refusal) in
                try service.markResult(request, id, from: peer, now: now)
            }
        case .renew:
            let request = try RenewRequest(bytes, in: params)
            answer(id, from: peer) { (service) throws(Refusal) in
                try service.renew(request, id, from: peer, now: now)
            }
        case .release:
            let request = try ReleaseRequest(bytes, in: params)
            answer(id, from: peer) { (service) throws(Refusal) in
                try service.release(request, id, from: peer, now: now)
            }
        case .summary:
            let request = try SummaryRequest(bytes, in: params)
            answer(id, from: peer) { (service) throws(Refusal) in
                try service.summary(request, id, from: peer, now: now)
            }
        case .explain:
            let request = try ExplainRequest(bytes, in: params)
            answer(id, from: peer) { (service) throws(Refusal) in
                try service.explain(request, id, from: peer, now: now)
            }
        case .watch: watch(try WatchRequest(bytes, in: params), id, from: peer, now: now)
        case .accounts, .setAccount, .clearBlocks, .refresh, .leases, .revokeLease, .events,
            .metrics, .reload, .drain, .resume:
            try performForOperator(method, bytes, params, id, from: peer, now: now)
        case .health:
            _ = try HealthRequest(bytes, in: params)
            health(id, from: peer)
        case .discover:
            // It takes what Health takes: nothing but a context.
            _ = try HealthRequest(bytes, in: params)
            peer.answer(id) { $0.fragment(Specification.openRPC) }
        }
    }

    /// Lets a body answer a request, or answers with its refusal.
    @inline(__always)
    mutating func answer(
        _ id: RequestID, from peer: Peer, _ body: (inout Service) throws(Refusal) -> Void
    ) {
        do throws(Refusal) {
            try body(&self)
        } catch {
            refuse(id, ErrorReply(error), from: peer)
        }
    }

    mutating func refuse(_ id: RequestID?, _ reply: ErrorReply, from peer: Peer) {
        calls.count(reply.reason)
        peer.refuse(id, reply)
    }

    private mutating func hello(
        _ request: HelloRequest, _ id: RequestID, from peer: Peer, now: Moment
    ) {
        guard request.version == HelloReply.version else {
            return refuse(id, ErrorReply(.protocolMajor), from: peer)
        }
        peer.clientName = request.clientName
        var resumed = 0
        if let instance = request.instanceID {
            resumed = join(InstanceName(uid: peer.uid, name: instance), peer, now: now)
        }
        let reply = HelloReply(
            epoch: identity.epoch, resumedLeases: resumed, serverVersion: identity.version,
            state: HealthReply(isServing: isServing).status)
        peer.answer(id) { reply.write(&$0) }
    }

    /// Makes a connection one of a named instance's; answers how many orphans it took back.
    private mutating func join(_ instance: InstanceName, _ peer: Peer, now: Moment) -> Int {
        let former = peer.holder
        let holder = pool.connect(uid: peer.uid, instance: instance)
        let resumed = pool.resume(holder, now: now.instant)
        pool.transfer(from: former, to: holder)
        pool.leave(former)
        peer.holder = holder
        peer.instance = instance.name
        return resumed
    }

    mutating func health(_ id: RequestID, from peer: Peer) {
        let reply = HealthReply(isServing: isServing)
        peer.answer(id) { reply.write(&$0) }
    }
}
