package import JSON

/// How an account is set after an operator's change.
package struct SetAccountReply: Sendable {
    /// The account.
    package var account: String
    /// The parameters that had another value before, in the order of their names.
    package var changed: [String]
    /// Whether it finishes what it has and takes nothing more.
    package var isDraining: Bool
    /// Whether it may be used.
    package var isEnabled: Bool
    /// How many leases it may carry at once.
    package var maxInFlight: Int
    /// Its tier.
    package var priority: Int
    /// How many leases were taken back.
    package var revoked: Int
    /// Its share under the weighted strategy.
    package var weight: Int

    /// Puts an answer together.
    package init(
        account: String, changed: [String], isDraining: Bool, isEnabled: Bool, maxInFlight: Int,
        priority: Int, revoked: Int, weight: Int
    ) {
        self.account = account
        self.changed = changed
        self.isDraining = isDraining
        self.isEnabled = isEnabled
        self.maxInFlight = maxInFlight
        self.priority = priority
        self.revoked = revoked
        self.weight = weight
    }

    /// Writes the `result` of a SetAccount.
    package func write(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("account_id", account)
        writer.member("changed", changed)
        writer.member("draining", isDraining)
        writer.member("enabled", isEnabled)
        writer.member("max_in_flight", maxInFlight)
        writer.member("priority", priority)
        writer.member("revoked", revoked)
        writer.member("weight", weight)
        writer.endObject()
    }
}
