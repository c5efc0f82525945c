/// The right to use one account, until it is given back or its time is over.
///
/// It has one owner: whoever holds it, or the body that `withAccount` lends it to. One that is
/// dropped without being given back ends with its time, or with the client's connection.
public struct HeldLease: ~Copyable, Sendable {
    /// The lease's name; empty for the caller's own account.
    public let id: String
    /// The account that it is for; empty for the caller's own.
    public let accountID: String
    /// The provider that was asked for.
    public let provider: String
    /// The model that was asked for.
    public let model: String?
    /// Set these on the upstream's request as they are: they authorize it.
    public let headers: [CredentialHeader]
    /// Where the upstream is to be called, when the inventory says so.
    public let baseURL: String?
    /// Grows with every lease: what has the greater fence is newer.
    public let fence: Int64
    /// The number of the account's credential.
    public let generation: Int64
    /// How long it lives, as of the daemon's answer.
    public let times: LeaseTimes
    /// Accounts that serve this provider and model.
    public let poolSize: Int
    /// Whether it lives without the client's connection.
    public let isDetached: Bool
    /// Whether this request finds out if a blocked account is able again.
    public let isProbe: Bool
    /// How long the daemon let the request wait.
    public let waited: Duration
    /// Whether the caller has seen a part of the answer.
    public private(set) var isStreaming = false

    private var answer = Report(.status(200))
    private var reports = 0

    /// The lease of an answer.
    package init(_ answer: SelectAnswer, _ wish: Wish) {
        id = answer.leaseID
        accountID = answer.accountID
        provider = wish.provider
        model = wish.model
        headers = answer.headers
        baseURL = answer.baseURL
        fence = answer.fence
        generation = answer.generation
        times = LeaseTimes(
            expiresIn: .milliseconds(answer.expiresIn),
            renewAfter: .milliseconds(answer.renewAfter))
        poolSize = Int(answer.poolSize)
        isDetached = answer.isDetached
        isProbe = answer.isProbe
        waited = .milliseconds(answer.waited)
    }

    /// The caller's own account, which is no lease.
    package init(_ own: OwnAccount, _ wish: Wish) {
        id = ""
        accountID = ""
        provider = wish.provider
        model = wish.model
        headers = own.headers
        baseURL = own.baseURL
        fence = 0
        generation = 0
        times = LeaseTimes(expiresIn: .zero, renewAfter: .zero)
        poolSize = 1
        isDetached = true
        isProbe = false
        waited = .zero
    }

    /// Whether this is no lease but the caller's own account, since no daemon could be reached.
    public var isOwnAccount: Bool { id.isEmpty }

    /// Says that the caller sees a part of the answer from here on: whatever happens to the rest,
    /// the request is not tried again.
    public mutating func markStreaming() {
        isStreaming = true
    }

    /// Says what the upstream answered when all went well. Its headers tell how much of the
    /// account's limits is used; without this call a body that returns counts as a plain 200.
    public mutating func noteAnswer(status: Int, headers: [Header] = []) {
        answer.outcome = .status(status)
        answer.headers = headers
    }

    /// Says how many tokens the upstream counted.
    public mutating func noteUsage(inputTokens: Int, outputTokens: Int) {
        answer.inputTokens = inputTokens
        answer.outputTokens = outputTokens
    }

    /// Says how far the upstream's answer has come.
    public mutating func notePhase(_ phase: Phase) {
        answer.phase = phase
    }

    /// Says how long the upstream has taken, for operators.
    public mutating func noteLatency(_ latency: Duration) {
        answer.latency = latency
    }

    /// What to report when the body came to its end.
    package var success: Report {
        var report = answer
        report.isStreamed = isStreaming
        return report
    }

    /// What to report when the body threw: what the upstream said, or that the caller gave up.
    package func report(on failure: UpstreamFailure?) -> Report {
        var report = failure?.report ?? Report(.error(.cancelled))
        report.isStreamed = isStreaming
        report.phase = report.phase ?? answer.phase
        report.latency = report.latency ?? answer.latency
        guard failure != nil else { return report }
        report.inputTokens = answer.inputTokens
        report.outputTokens = answer.outputTokens
        return report
    }

    /// The number of the next report: one that is sent twice counts once.
    package mutating func nextReport() -> Int {
        reports += 1
        return reports
    }
}

/// The caller's own account, for when no daemon can be reached.
public struct OwnAccount: Equatable, Sendable {
    /// What authorizes a request to the upstream.
    public let headers: [CredentialHeader]
    /// Where the upstream is to be called, if not at its usual place.
    public let baseURL: String?

    /// Describes an account.
    public init(headers: [CredentialHeader], baseURL: String? = nil) {
        self.headers = headers
        self.baseURL = baseURL
    }
}
