import JSON

/// What the daemon makes of a report, and what its client does next (PROTOCOL.md, section 4).
public struct Verdict: Equatable, Sendable {
    /// What to do with the caller's request.
    public enum Retry: String, Sendable {
        /// Give the caller what the upstream said. Also what is meant by a word of a later version.
        case none
        /// Take another account.
        case other
        /// Take the same account again: its credential is, or will be, another.
        case same
        /// Let the daemon wait for an account.
        case wait
    }

    /// What to do next.
    public internal(set) var retry = Retry.none
    /// When that makes sense; with `.none` it makes a good `Retry-After`.
    public internal(set) var retryAfter: Duration?
    /// What was found, such as `quota_exhausted`.
    public internal(set) var category = ""
    /// The rule that matched.
    public internal(set) var rule = ""
    /// What the account may do now for the lease's model, such as `available`.
    public internal(set) var accountState = ""
    /// Where the lease stands, such as `released`.
    public internal(set) var leaseState = ""
    /// How long the account is away from the model; `nil` until somebody acts.
    public internal(set) var blocked: Duration? = .zero
    /// Whether the report was taken; one that was sent twice counts once.
    public internal(set) var isApplied = false

    private enum Part: Int {
        case accountState, applied, blocked, category, leaseState, retry, retryAfter, rule
    }

    private static let parts = JSONNames([
        "account_state", "applied", "blocked_ms", "category", "lease_state", "retry",
        "retry_after_ms", "rule",
    ])

    /// Reads the `result` of a MarkResult; `nil` when it is not the protocol's.
    package init?(_ result: [UInt8]) {
        var reader = JSONReader(result)
        guard (try? read(&reader)) == true else { return nil }
    }

    private mutating func read(_ reader: inout JSONReader) throws(JSONFault) -> Bool {
        var hasRetry = false
        try reader.beginObject()
        while let index = try reader.nextMember(Self.parts) {
            switch Part(rawValue: index) {
            case .accountState: accountState = reader.text(of: try reader.readString())
            case .applied: isApplied = try reader.readBoolean()
            case .blocked:
                let milliseconds = try reader.readNumber().integer ?? 0
                blocked = milliseconds < 0 ? nil : .milliseconds(milliseconds)
            case .category: category = reader.text(of: try reader.readString())
            case .leaseState: leaseState = reader.text(of: try reader.readString())
            case .retry:
                retry = Retry(rawValue: reader.text(of: try reader.readString())) ?? .none
                hasRetry = true
            case .retryAfter:
                retryAfter = try reader.readNumber().integer.map { .milliseconds($0) }
            case .rule: rule = reader.text(of: try reader.readString())
            case nil: _ = try reader.skipValue()
            }
        }
        try reader.finish()
        return hasRetry
    }
}
