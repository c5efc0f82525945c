/// The upstream did not do what it was asked: thrown by the body of `withAccount`, so that the
/// daemon learns of it and may give another account.
///
/// When no other account is tried, `withAccount` throws it on with the daemon's verdict.
public struct UpstreamFailure: Error, Equatable, Sendable {
    /// What the daemon is told.
    public var report: Report
    /// What the daemon made of it; `nil` before it was asked, and when it could not be.
    public internal(set) var verdict: Verdict?

    /// The upstream's status, if it said one.
    public var status: Int? {
        if case .status(let status) = report.outcome { status } else { nil }
    }

    /// The upstream's headers.
    public var headers: [Header] { report.headers }

    /// The upstream's body.
    public var body: [UInt8] { report.body }

    /// What makes a good `Retry-After` for the caller.
    public var retryAfter: Duration? { verdict?.retryAfter }

    /// The upstream answered with an error: its status, all its headers, and its body.
    public init(status: Int, headers: [Header], body: [UInt8]) {
        report = Report(.status(status), headers: headers, body: body)
    }

    /// The upstream did not answer, or broke off.
    public init(_ error: TransportError, phase: Phase? = nil) {
        report = Report(.error(error))
        report.phase = phase
    }

    /// The upstream failed as a report says.
    public init(_ report: Report) {
        self.report = report
    }
}

extension UpstreamFailure: CustomStringConvertible {
    /// The status or the fault; nothing of what the upstream sent.
    public var description: String {
        switch report.outcome {
        case .status(let status): "the upstream answered \(status)"
        case .error(let error): "the upstream failed: \(error.rawValue)"
        }
    }
}

/// Why `withAccount` has no value.
public enum AccountError<Failure: Error>: Error {
    /// No account is able, or becomes so while the caller's patience lasts.
    case allBlocked(AllBlocked)
    /// The upstream failed, and no other account is to be tried: what it said is the answer.
    case upstream(UpstreamFailure)
    /// The body threw something else.
    case body(Failure)
    /// The task was cancelled before the body ran.
    case cancelled
    /// The daemon was of no help.
    case client(ClientError)

    init(_ error: ClientError) {
        switch error {
        case .allBlocked(let blocked): self = .allBlocked(blocked)
        case .cancelled: self = .cancelled
        case .refused, .unavailable, .notPermitted, .protocolViolation, .requestTooLarge, .closed:
            self = .client(error)
        }
    }
}

/// Whether `withAccount` can do without the daemon.
public enum DaemonNeed: Sendable {
    /// Without a daemon there is no account.
    case required
    /// When the daemon cannot be reached the body gets this account instead, once, and nothing is
    /// reported: for a proxy that is on its way to leased accounts.
    case optional(fallback: OwnAccount)
}
