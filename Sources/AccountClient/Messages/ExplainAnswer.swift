import JSON

/// The `result` of an Explain that was asked about one account.
package struct ExplainAnswer: Equatable, Sendable {
    /// The account that would be lent; `nil` when none would.
    package let chosen: String?
    /// Why, as on the wire.
    package let why: String
    /// How the account stands; `nil` when the provider has none of its name.
    package let standing: AccountStanding?

    /// Reads a result; `nil` when it is not the protocol's.
    package init?(_ result: [UInt8], about account: String) {
        guard let value = try? JSONValue.parse(result), let why = value["why"]?.string,
            let accounts = value["accounts"]?.array
        else { return nil }
        chosen = value["chosen"]?.string
        self.why = why
        let own = accounts.first { $0["account_id"]?.string == account }
        standing = own.flatMap(AccountStanding.init)
    }
}

extension AccountStanding {
    /// Reads one of the accounts.
    fileprivate init?(_ value: JSONValue) {
        guard let state = value["state"]?.string else { return nil }
        self.state = state
        // Who is able need not be the one that is tried out: that rule keeps nobody away.
        let rule = (value["rules"]?.array ?? []).first {
            $0["passed"]?.boolean == false && $0["rule"]?.string != "probe"
        }
        self.rule = rule?["rule"]?.string
        self.value = rule?["value"]?.string
        cause = value["cause"].flatMap(BlockCause.init)
        ableIn = value["eligible_in_ms"]?.integer.map { .milliseconds($0) }
    }
}

extension BlockCause {
    fileprivate init?(_ value: JSONValue) {
        guard let at = value["at"]?.string, let rule = value["rule"]?.string else { return nil }
        self.at = at
        self.rule = rule
        reason = value["reason"]?.string ?? ""
        upstreamStatus = value["upstream_status"]?.integer.map { Int($0) }
        window = value["window"]?.string
        models = value["models"]?.string
        leaseID = value["lease_id"]?.string
        uid = value["uid"]?.integer.flatMap { UInt32(exactly: $0) }
    }
}
