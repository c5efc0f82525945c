import JSON

/// How long a lease lives, as of the answer that said so.
public struct LeaseTimes: Equatable, Sendable {
    /// When it ends unless it is renewed.
    public let expiresIn: Duration
    /// When to renew it, so that one lost answer does no harm.
    public let renewAfter: Duration

    /// States the times.
    public init(expiresIn: Duration, renewAfter: Duration) {
        self.expiresIn = expiresIn
        self.renewAfter = renewAfter
    }

    /// Reads the `result` of a Renew; `nil` when it is not the protocol's.
    package init?(_ result: [UInt8]) {
        guard let value = try? JSONValue.parse(result),
            let expiresIn = value["expires_in_ms"]?.integer,
            let renewAfter = value["renew_after_ms"]?.integer
        else { return nil }
        self.init(
            expiresIn: .milliseconds(expiresIn), renewAfter: .milliseconds(renewAfter))
    }
}
