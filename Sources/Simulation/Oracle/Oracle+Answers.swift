import JSON
import Leasing

extension Oracle {
    /// A frame was written.
    package mutating func answered(_ bytes: [UInt8], on line: Int) {
        guard let answer = Answer(bytes) else {
            return breach(.canonical, "a frame is no JSON")
        }
        answered(answer, bytes, on: line)
    }

    /// A frame was written, which has been read.
    package mutating func answered(_ answer: Answer, _ bytes: [UInt8], on line: Int) {
        if let text = answer.text, text.encoded() != bytes {
            breach(.canonical, "a frame is not as it is written canonically")
        }
        if let method = answer.method { return pushed(method, answer, on: line) }
        guard let id = answer.id else {
            lines[line].unnamed -= 1
            return require(
                lines[line].unnamed >= 0, .answeredOnce, "nothing had asked for an answer")
        }
        guard let place = lines[line].open.firstIndex(where: { $0.call.id.map(Int64.init) == id })
        else { return breach(.answeredOnce, "request \(id) was not open and is answered") }
        let open = lines[line].open.remove(at: place)
        if answer.reason == "TOO_MANY_IN_FLIGHT" { return }
        if answer.reason == "DRAINING" {
            return require(isDraining, .refusalIsTrue, "the daemon is not draining")
        }
        switch open.call.content {
        case .hello(let instance):
            join(line, instance, resumed: answer.result?["resumed_leases"]?.integer)
        case .select(let wish): answeredSelect(open, wish, answer, on: line)
        case .report(let telling): answeredReport(telling, answer, on: line)
        case .renew(let lease, let term): answeredRenewal(of: lease, term, answer, on: line)
        case .release(let lease): answeredRelease(of: lease, answer, on: line)
        case .cancel, .ask, .garbage: return
        }
    }

    private mutating func pushed(_ method: String, _ answer: Answer, on line: Int) {
        let reason = answer.params?["reason"]?.string ?? ""
        if method == "$/lease_revoked" {
            let lease = answer.params?["lease_id"]?.string ?? ""
            return step.told.append("\(line) \(lease) \(reason)")
        }
        require(
            deserves(reason, line), .endIsDeserved, "connection \(line) ended for \(reason)")
        close(line)
    }

    /// What was written to a connection that does not read was dropped.
    package mutating func abandoned(_ line: Int) { close(line) }

    /// A connection is not answered any more.
    private mutating func close(_ line: Int) {
        let open = lines[line].open
        lines[line].isEnding = true
        lines[line].open = []
        lines[line].partialSince = nil
        for call in open { restartFollowers(of: call) }
    }

    private func deserves(_ reason: String, _ line: Int) -> Bool {
        switch reason {
        case "FRAME_TIMEOUT":
            let patience = Interval.seconds(5)
            guard let since = lines[line].partialSince else { return lines[line].isInsideFrame }
            return now - since >= patience
        case "BAD_FRAME_TYPE", "NOT_A_FRAME": return lines[line].garbage.contains(.bytes)
        case "ID_REQUIRED": return lines[line].garbage.contains(.notification)
        case "PROTOCOL_ERROR": return lines[line].garbage.count { $0 == .text } > 8
        case "SLOW_READER", "TOO_MANY_CONNECTIONS": return true
        case "DRAINING": return isDraining
        default: return false
        }
    }

    private mutating func answeredRelease(of id: String, _ answer: Answer, on line: Int) {
        guard
            let lease = require(id, namedBy: line, isRenewal: false, reason: answer.reason),
            let didRelease = answer.result?["released"]?.boolean
        else { return }
        let state = answer.result?["state"]?.string
        guard case .ended(let end, _) = leases[lease].state else {
            if step.isCrowded, !didRelease, state == "released" { return owe(lease) }
            require(
                didRelease && state == "released", .endsOnce,
                "lease \(leases[lease].fence) lived and was not released")
            return self.end(lease, .released, at: now)
        }
        if didRelease, step.owedReleases.remove(lease) != nil { return }
        require(
            !didRelease && state == end.rawValue, .endsOnce,
            "lease \(leases[lease].fence) had ended as \(end.rawValue) and ends once more")
    }

    /// Takes a lease for released by a call whose answer is yet to be read in this step.
    mutating func owe(_ lease: Int) {
        step.owedReleases.insert(lease)
        end(lease, .released, at: now)
    }

    private mutating func answeredRenewal(
        of id: String, _ term: Int?, _ answer: Answer, on line: Int
    ) {
        guard let lease = require(id, namedBy: line, isRenewal: true, reason: answer.reason)
        else { return }
        guard let left = answer.result?["expires_in_ms"]?.integer else {
            return breach(.oneHolder, "lease \(leases[lease].fence) lived and was not renewed")
        }
        adopt(lease, by: lines[line].holder)
        let usual: Interval =
            leases[lease].wish.isDetached ? Limits.detachedTerm : Limits.boundTerm
        let asked = term.map { Interval.milliseconds(Int64($0)) } ?? usual
        leases[lease].deadline = min(
            now + max(asked, Limits.shortestTerm), leases[lease].grantedAt + Limits.boundTerm)
        requireTerm(of: lease, left)
    }

    mutating func requireTerm(of lease: Int, _ left: Int64) {
        let expected = (leases[lease].deadline - now).nanoseconds / 1_000_000
        require(
            left == expected, .termsHold,
            "lease \(leases[lease].fence) has \(left) ms left, not \(expected)")
    }
}
