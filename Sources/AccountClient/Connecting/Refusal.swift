package import JSON
package import Wire

/// An answer that says no.
package struct Refusal: Equatable, Sendable {
    /// The number: gRPC's for refusals, JSON-RPC's for faults of the protocol.
    package let code: Int64
    /// The sentence for people.
    package let message: String
    /// Why, a word of the protocol's closed list; those of a later version come through too.
    package let reason: String
    /// Whether the same request may succeed later.
    package let isRetryable: Bool
    /// When trying again makes sense, in milliseconds.
    package let retryAfter: Int64?
    /// The parameter at fault.
    package let field: String?
    /// When no account was eligible: accounts by what keeps them, without those that count none.
    package let blocked: [Blocked]

    /// How many accounts one thing keeps from serving.
    package struct Blocked: Equatable, Sendable {
        /// The state that keeps them, as on the wire.
        package let state: String
        /// How many they are.
        package let count: Int64
    }

    /// The reason as one of those that this version knows.
    package var known: ErrorReason? { ErrorReason(rawValue: reason) }

    /// Reads the `error` of an answer; `nil` when it is none of this protocol.
    package init?(_ error: JSONValue) {
        guard let code = error["code"]?.integer, let message = error["message"]?.string else {
            return nil
        }
        let data = error["data"]
        self.code = code
        self.message = message
        reason = data?["reason"]?.string ?? ""
        isRetryable = data?["retryable"]?.boolean ?? false
        retryAfter = data?["retry_after_ms"]?.integer
        field = data?["field"]?.string
        var blocked: [Blocked] = []
        for member in data?["blocked"]?.members ?? [] {
            guard let count = member.value.integer, count > 0 else { continue }
            blocked.append(Blocked(state: member.name, count: count))
        }
        self.blocked = blocked
    }
}
