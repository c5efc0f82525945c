import Leasing
import Wire

extension Service {
    /// Does what a request asks for, and answers it or lets it wait.
    mutating func dispatch(
        _ id: RequestID, _ method: Method?, _ envelope: Envelope, _ bytes: [UInt8],
        from slot: Int, now: Moment
    ) throws(GoawayReason) {
        if !peers[slot].pending.isEmpty {
            if peers[slot].pending.contains(where: { $0.id == id }) { throw .duplicateID }
            guard peers[slot].pending.count < WireLimits.inFlight else {
                return refuse(id, ErrorReply(.tooManyInFlight), from: slot)
            }
        }
        guard let method else { return refuse(id, ErrorReply(.methodNotFound), from: slot) }
        guard method.isServed(on: peers[slot].socket) else {
            return refuse(id, ErrorReply(.methodNotOnThisSocket), from: slot)
        }
        if isDraining, !method.isAnsweredWhileDraining {
            return refuse(id, ErrorReply(.draining), from: slot)
        }
        guard !envelope.hasBadParams else {
            return refuse(id, ErrorReply(.badField, field: "params"), from: slot)
        }
        do throws(ParameterFault) {
            try perform(method, bytes, envelope.params, id, from: slot, now: now)
        } catch {
            refuse(id, ErrorReply(error.reason, field: error.field), from: slot)
        }
    }

    private mutating func perform(
        _ method: Method, _ bytes: [UInt8], _ params: Range<Int>?, _ id: RequestID,
        from slot: Int, now: Moment
    ) throws(ParameterFault) {
        switch method {
        case .hello:
            hello(try HelloRequest(bytes, in: params), id, from: slot)
        case .select:
            let request = try SelectRequest(bytes, in: params)
            answer(id, from: slot) { (service) throws(Refusal) in
                try service.select(request, id, from: slot, now: now)
            }
        case .markResult:
            let request = try MarkResultRequest(bytes, in: params)
            answer(id, from: slot) { (service) throws(Refusal) in
                try service.markResult(request, id, from: slot, now: now)
            }
        case .renew:
            let request = try RenewRequest(bytes, in: params)
            answer(id, from: slot) { (service) throws(Refusal) in
                try service.renew(request, id, from: slot, now: now)
            }
        case .release:
            let request = try ReleaseRequest(bytes, in: params)
            answer(id, from: slot) { (service) throws(Refusal) in
                try service.release(request, id, from: slot, now: now)
            }
        case .summary:
            let request = try SummaryRequest(bytes, in: params)
            answer(id, from: slot) { (service) throws(Refusal) in
                try service.summary(request, id, from: slot, now: now)
            }
        case .health:
            _ = try HealthRequest(bytes, in: params)
            health(id, from: slot)
        }
    }

    /// Lets a body answer a request, or answers with its refusal.
    @inline(__always)
    private mutating func answer(
        _ id: RequestID, from slot: Int, _ body: (inout Service) throws(Refusal) -> Void
    ) {
        do throws(Refusal) {
            try body(&self)
        } catch {
            refuse(id, ErrorReply(error), from: slot)
        }
    }

    mutating func refuse(_ id: RequestID, _ reply: ErrorReply, from slot: Int) {
        Reply.append(reply, to: id, to: &peers[slot].output)
    }

    private mutating func hello(_ request: HelloRequest, _ id: RequestID, from slot: Int) {
        guard request.version == HelloReply.version else {
            return refuse(id, ErrorReply(.protocolMajor), from: slot)
        }
        var resumed = 0
        if let instance = request.instanceID {
            resumed = join(InstanceName(uid: peers[slot].uid, name: instance), slot)
        }
        let reply = HelloReply(
            epoch: identity.epoch, resumedLeases: resumed, serverVersion: identity.version,
            state: HealthReply(isServing: !isDraining).status)
        Reply.append(id, to: &peers[slot].output) { reply.write(&$0) }
    }

    /// Makes a connection one of a named instance's; answers how many orphans it took back.
    private mutating func join(_ instance: InstanceName, _ slot: Int) -> Int {
        let former = peers[slot].holder
        let holder = pool.connect(uid: peers[slot].uid, instance: instance)
        let resumed = pool.resume(holder)
        pool.transfer(from: former, to: holder)
        pool.leave(former)
        peers[slot].holder = holder
        peers[slot].instance = instance.name
        return resumed
    }

    private mutating func health(_ id: RequestID, from slot: Int) {
        let reply = HealthReply(isServing: !isDraining)
        Reply.append(id, to: &peers[slot].output) { reply.write(&$0) }
    }
}
