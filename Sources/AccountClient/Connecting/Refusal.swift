package import JSON
package import Wire

/// An answer that says no.
public struct Refusal: Equatable, Sendable {
    /// The number: gRPC's for refusals, JSON-RPC's for faults of the protocol.
    public let code: Int64
    /// The sentence for people.
    public let message: String
    /// Why, a word of the protocol's closed list; those of a later version come through too.
    public let reason: String
    /// Whether the same request may succeed later.
    public let isRetryable: Bool
    /// When trying again makes sense, in milliseconds.
    public let retryAfter: Int64?
    /// The parameter at fault.
    public let field: String?
    /// When no account was eligible: accounts by what keeps them, without those that count none.
    public let blocked: [Blocked]

    /// When an inventory was refused: a line for each mistake, such as `accounts.json:7: …`.
    package let problems: [String]

    /// How many accounts one thing keeps from serving.
    public struct Blocked: Equatable, Sendable {
        /// The state that keeps them, as on the wire.
        public let state: String
        /// How many they are.
        public let count: Int64
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
        blocked = Blocked.list(data?["blocked"])
        problems = (data?["problems"]?.array ?? []).compactMap(Self.problem)
    }
}

extension Refusal {
    /// One mistake in a line: file, line, column, field, message.
    private static func problem(_ value: JSONValue) -> String? {
        if let line = value.string { return line }
        guard let message = value["message"]?.string else { return nil }
        let place = ["line", "column"].compactMap { value[$0]?.integer.map { ":\($0)" } }
        let file = value["file"]?.string.map { $0 + place.joined() }
        let field = value["field"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        return [file, field, message].compactMap(\.self).joined(separator: ": ")
    }
}

extension Refusal.Blocked {
    /// The states of a `blocked` object that keep any account.
    static func list(_ value: JSONValue?) -> [Refusal.Blocked] {
        var list: [Refusal.Blocked] = []
        for member in value?.members ?? [] {
            guard let count = member.value.integer, count > 0 else { continue }
            list.append(Refusal.Blocked(state: member.name, count: count))
        }
        return list
    }
}
