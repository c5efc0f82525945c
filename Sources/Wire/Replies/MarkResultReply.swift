package import JSON

/// What became of a report, and what the client does next.
package struct MarkResultReply: Sendable {
    /// What the account may do for the lease's model.
    package var accountState: String
    /// Whether the report was taken.
    package var isApplied: Bool
    /// How long the account is away from the model, in milliseconds; 0 not at all, −1 until
    /// somebody acts.
    package var blocked: Int64
    /// What was found.
    package var category: String
    /// Where the lease stands.
    package var leaseState: String
    /// What cut a retry short.
    package var limitedBy: String?
    /// What the client does next.
    package var retry: String
    /// When that makes sense, in milliseconds.
    package var retryAfter: Int64?
    /// The rule that matched.
    package var rule: String
    /// How much of the account it concerned.
    package var scope: String?
    /// Why the report was not taken.
    package var skip: String?
    /// The quota window that was hit.
    package var window: String?

    /// Puts an answer together.
    package init(
        accountState: String, isApplied: Bool, blocked: Int64, category: String,
        leaseState: String, limitedBy: String? = nil, retry: String, retryAfter: Int64? = nil,
        rule: String, scope: String? = nil, skip: String? = nil, window: String? = nil
    ) {
        self.accountState = accountState
        self.isApplied = isApplied
        self.blocked = blocked
        self.category = category
        self.leaseState = leaseState
        self.limitedBy = limitedBy
        self.retry = retry
        self.retryAfter = retryAfter
        self.rule = rule
        self.scope = scope
        self.skip = skip
        self.window = window
    }

    private static let accountStateName = Array("{\"account_state\":".utf8)
    private static let applied = Array(",\"applied\":true,\"blocked_ms\":".utf8)
    private static let notApplied = Array(",\"applied\":false,\"blocked_ms\":".utf8)
    private static let categoryName = Array(",\"category\":".utf8)
    private static let leaseStateName = Array(",\"lease_state\":".utf8)
    private static let limitedByName = Array(",\"limited_by\":".utf8)
    private static let retryName = Array(",\"retry\":".utf8)
    private static let retryAfterName = Array(",\"retry_after_ms\":".utf8)
    private static let ruleName = Array(",\"rule\":".utf8)
    private static let scopeName = Array(",\"scope\":".utf8)
    private static let skipName = Array(",\"skip\":".utf8)
    private static let windowName = Array(",\"window\":".utf8)
    private static let end = Array("}".utf8)

    /// Writes the `result` of a MarkResult.
    package func write(_ writer: inout JSONWriter) {
        writer.fragment(Self.accountStateName)
        writer.string(accountState)
        writer.fragment(isApplied ? Self.applied : Self.notApplied)
        writer.integer(Int(blocked))
        Self.write(Self.categoryName, category, &writer)
        Self.write(Self.leaseStateName, leaseState, &writer)
        Self.write(Self.limitedByName, limitedBy, &writer)
        Self.write(Self.retryName, retry, &writer)
        if let retryAfter {
            writer.fragment(Self.retryAfterName)
            writer.integer(Int(retryAfter))
        }
        Self.write(Self.ruleName, rule, &writer)
        Self.write(Self.scopeName, scope, &writer)
        Self.write(Self.skipName, skip, &writer)
        Self.write(Self.windowName, window, &writer)
        writer.fragment(Self.end)
    }

    private static func write(_ name: [UInt8], _ value: String?, _ writer: inout JSONWriter) {
        guard let value else { return }
        writer.fragment(name)
        writer.string(value)
    }
}
