package import AccountClient
package import HTTP

/// An error that this proxy answers with, and not an upstream.
package struct ErrorAnswer: Equatable, Sendable {
    /// What went wrong, in a word for programs and for the metrics.
    package enum Kind: String, CaseIterable, Sendable {
        case badRequest = "bad_request"
        case noRoute = "no_route"
        case keyRefused = "key_refused"
        case tooLarge = "request_too_large"
        case allBlocked = "all_accounts_blocked"
        case daemonAway = "daemon_unavailable"
        case unknownProvider = "unknown_provider"
        case unreachable = "upstream_unreachable"
        case timedOut = "upstream_timeout"
        case prematureClose = "upstream_premature_close"
        case emptyResponse = "upstream_empty_response"
        case unreadable = "upstream_answer_unreadable"
    }

    /// What went wrong.
    package let kind: Kind
    /// The status.
    package let status: Int
    /// The sentence for people.
    package let message: String
    /// Seconds after which trying again makes sense.
    package var retryAfter: Int?

    /// States an error.
    package init(_ kind: Kind, status: Int, _ message: String, retryAfter: Int? = nil) {
        self.kind = kind
        self.status = status
        self.message = message
        self.retryAfter = retryAfter
    }

    /// What `Retry-After` says when only a release or an operator can help, in seconds.
    private static let unknownWait = 10

    /// No account is able.
    package init(_ blocked: AllBlocked) {
        self.init(
            .allBlocked, status: 429, "all accounts are blocked (\(blocked.description))",
            retryAfter: blocked.retryAfter.map(Self.seconds) ?? Self.unknownWait)
    }

    /// The daemon was of no help.
    package init(_ error: ClientError) {
        switch error {
        case .allBlocked(let blocked): self.init(blocked)
        case .refused(let refusal):
            self.init(refusal)
        case .unavailable, .notPermitted, .protocolViolation, .closed, .cancelled,
            .requestTooLarge:
            // The error names a path and a user of this host, which are no caller's business.
            self.init(
                .daemonAway, status: 503, "the account service is not available", retryAfter: 1)
        }
    }

    private init(_ refusal: Refusal) {
        switch refusal.reason {
        case "UNKNOWN_PROVIDER":
            self.init(.unknownProvider, status: 502, "no account of this provider exists")
        case "UNKNOWN_MODEL":
            self.init(.badRequest, status: 404, "no account serves this model")
        case _:
            self.init(
                .daemonAway, status: 503, "the account service refused the request",
                retryAfter: refusal.retryAfter.map { max(1, Int(($0 + 999) / 1000)) } ?? 1)
        }
    }

    /// An upstream that answered nothing that could be passed on.
    package init(_ error: TransportError) {
        switch error {
        case .network:
            self.init(.unreachable, status: 502, "the upstream cannot be reached")
        case .timeout:
            self.init(.timedOut, status: 504, "the upstream did not answer in time")
        case .prematureClose:
            self.init(
                .prematureClose, status: 504,
                "the upstream closed the connection before it had answered")
        case .emptyResponse:
            self.init(.emptyResponse, status: 502, "the upstream answered with nothing")
        case .streamError, .cancelled:
            self.init(.unreadable, status: 502, "the upstream broke its answer off")
        }
    }

    /// A request that is none.
    package init(_ fault: HTTPFault) {
        let kind = fault == .contentTooLarge ? Kind.tooLarge : .badRequest
        self.init(kind, status: fault.status, fault.sentence)
    }

    /// The head, and the body in a dialect.
    package func response(in dialect: ErrorDialect) -> (head: ResponseHead, body: [UInt8]) {
        var pairs = [(name: "Content-Type", value: "application/json")]
        if let retryAfter { pairs.append((name: "Retry-After", value: String(retryAfter))) }
        if status == 401 { pairs.append((name: "WWW-Authenticate", value: "Bearer")) }
        let fields = (try? Fields(pairs)) ?? Fields()
        return (ResponseHead(status: status, fields: fields), dialect.body(of: self))
    }

    /// A time in whole seconds, rounded up, at least one: 0 would be a busy loop.
    package static func seconds(_ duration: Duration) -> Int {
        let (seconds, rest) = duration.components
        return max(1, Int(clamping: seconds) + (rest > 0 ? 1 : 0))
    }
}
