import Wire

extension Conversation {
    /// Takes in one frame from the daemon.
    ///
    /// - Throws: how it breaks the protocol; the connection is then to be taken for lost.
    package mutating func received(
        _ bytes: [UInt8], in frame: Range<Int>, now: UInt64
    ) throws(Violation) {
        guard isOpen else { return }
        switch try Incoming(bytes, in: frame) {
        case .result(let id, let result):
            guard let number = try takeSent(id) else { return }
            retry.succeeded()
            if id != Self.helloID { answered(number, result) }
        case .refusal(let id?, let refusal):
            guard let number = try takeSent(id) else { return }
            refused(number, refusal, isHello: id == Self.helloID, now: now)
        case .refusal(nil, let refusal):
            // It tells of no request which one it was: the connection is of no use.
            lost(Connection.judged(refusal, at: path), now: now)
        case .goaway(let goaway):
            lost(.goneAway(path, goaway), now: now)
        case .push:
            break
        }
    }

    /// The call that an answer is for; `nil` when it came twice.
    private mutating func takeSent(_ id: Int64) throws(Violation) -> Int? {
        if let number = sent.removeValue(forKey: id) { return number }
        guard (Self.helloID...lastID).contains(id) else { throw .unknownID }
        return nil
    }

    private mutating func answered(_ number: Int, _ result: [UInt8]) {
        guard let call = calls.removeValue(forKey: number) else { return }
        guard call.isAbandoned else { return settle(number, .success(result)) }
        guard call.request.method == .select, let lease = SelectAnswer.leaseID(in: result) else {
            return
        }
        _ = start(.release(lease), isPosted: true)
    }

    private mutating func refused(
        _ number: Int, _ refusal: Refusal, isHello: Bool, now: UInt64
    ) {
        if isHello {
            // Without a Hello nothing that follows is ours.
            return lost(.refused(refusal), now: now)
        }
        if refusal.isUnavailable { return fail(number, .refused(refusal), now: now) }
        retry.succeeded()
        guard let call = calls.removeValue(forKey: number) else { return }
        if call.request.method == .markResult, let lease = call.request.endedLease,
            !refusal.meansNoLease
        {
            // The report was not taken, and with it the lease was not given back.
            _ = start(.release(lease), isPosted: true)
        }
        if !call.isAbandoned { settle(number, .failure(ClientError(.refused(refusal)))) }
    }
}

extension Refusal {
    /// Whether the daemon promises that the request was not executed, and another one may.
    var isUnavailable: Bool { code == 14 }

    /// Whether there is no such lease, or no longer.
    var meansNoLease: Bool { code == 5 }
}
