/// No account is able to serve the request.
public struct AllBlocked: Error, Equatable, Sendable {
    /// When the first account becomes able by itself, from the daemon's answer on; `nil` when that
    /// takes a release or an operator. It makes a good `Retry-After`.
    public let retryAfter: Duration?
    /// Accounts by what keeps them, without the states that keep none.
    public let blocked: [Refusal.Blocked]

    /// States how long it takes.
    public init(retryAfter: Duration?, blocked: [Refusal.Blocked] = []) {
        self.retryAfter = retryAfter
        self.blocked = blocked
    }

    init(_ refusal: Refusal) {
        self.init(
            retryAfter: refusal.retryAfter.map { .milliseconds($0) }, blocked: refusal.blocked)
    }
}

extension AllBlocked: CustomStringConvertible {
    /// The states and their counts: "no eligible account: 3 cooldown, 1 quota".
    public var description: String {
        let counts = blocked.map { "\($0.count) \($0.state)" }
        return (["no eligible account"] + counts).joined(separator: ", ")
    }
}
