import JSON
import Leasing
import Providers
import Wire

extension Service {
    mutating func markResult(
        _ request: borrowing MarkResultRequest, _ id: RequestID, from peer: Peer, now: Moment
    ) throws(Refusal) {
        guard let name = request.lease else { throw .leaseUnknown }
        let uid = peer.uid
        let leaseID = Lease.ID(name)
        let lease = try pool.remembered(leaseID, uid: uid)
        let finding = finding(request, lease, now: now.unix)
        let report = Report(
            sequence: request.sequence, status: request.status, isStreamed: request.isStreamed,
            releases: request.releases,
            duration: request.latency.map { .milliseconds(Int64($0)) },
            phase: request.phase.map(Report.Phase.init) ?? .unknown)
        let judgement = try pool.judge(
            leaseID, by: peer.holder, uid: uid, finding, report, chance: chance.next(),
            now: now)
        let text = judgementText.text(of: judgement)
        peer.answer(id) { $0.fragment(text) }
        settle(now: now)
    }

    private func finding(
        _ request: borrowing MarkResultRequest, _ lease: Lease, now: UnixTime
    ) -> Finding {
        let account = pool.accountID(of: lease)
        let number = lease.account.number
        guard number < lendings.count, let lending = lendings[number], lending.account == account
        else { return Self.unlistedAccount }
        var finding = Classifier.finding(
            for: Evidence(request, lease, lending), from: lending.upstream, now: now)
        // Nobody said which model it was: then it is the account that is left alone.
        if lease.model == nil, case .models(let pattern) = finding.scope, pattern.text.isEmpty {
            finding.scope = .account
        }
        return finding
    }

    /// What is said of an account that the inventory does not name any more: nothing.
    private static let unlistedAccount = Finding(.ok, rule: "account.unlisted")
}

extension Evidence {
    init(_ request: borrowing MarkResultRequest, _ lease: Lease, _ lending: Lending) {
        self.init(
            status: request.status,
            failure: request.error.map(Failure.init),
            headers: request.headers.isEmpty
                ? .none : Headers(request.headers.map { HeaderField($0.name, $0.value) }),
            body: request.body,
            model: lease.model ?? "",
            credential: lending.kind)
    }
}

extension Evidence.Failure {
    init(_ error: MarkResultRequest.TransportError) {
        switch error {
        case .network: self = .network
        case .timeout: self = .timeout
        case .prematureClose: self = .prematureClose
        case .emptyResponse: self = .emptyResponse
        case .cancelled: self = .cancelled
        case .streamError: self = .streamError
        }
    }
}

extension Report.Phase {
    init(_ phase: MarkResultRequest.Phase) {
        switch phase {
        case .headers: self = .headers
        case .firstByte: self = .firstByte
        case .midStream: self = .midStream
        case .end: self = .end
        }
    }
}
