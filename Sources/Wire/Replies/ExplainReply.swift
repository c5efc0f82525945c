package import JSON

/// What a Select would get, and why each account would or would not be it; holds no secret.
package struct ExplainReply: Sendable {
    /// One account.
    package struct Account: Sendable {
        /// Its id.
        package var id: String
        /// What it may do for the request.
        package var state: String
        /// The rules, in the order in which they are asked.
        package var rules: [Rule]
        /// What brought the state about.
        package var cause: Cause?
        /// How long until it is able by itself, in milliseconds.
        package var eligibleIn: Int64?
        /// How long until it may be tried out though it is blocked, in milliseconds.
        package var probeIn: Int64?

        /// Describes an account.
        package init(
            id: String, state: String, rules: [Rule], cause: Cause?, eligibleIn: Int64?,
            probeIn: Int64? = nil
        ) {
            self.id = id
            self.state = state
            self.rules = rules
            self.cause = cause
            self.eligibleIn = eligibleIn
            self.probeIn = probeIn
        }
    }

    /// What one rule says.
    package struct Rule: Sendable {
        /// Its name.
        package var name: String
        /// Whether the account passes it.
        package var passed: Bool
        /// What it saw, for people.
        package var value: String?

        /// Describes a rule's finding.
        package init(name: String, passed: Bool, value: String?) {
            self.name = name
            self.passed = passed
            self.value = value
        }
    }

    /// The event that brought a block about.
    package struct Cause: Sendable {
        /// When: RFC 3339, UTC.
        package var at: String
        /// What it was found to be.
        package var reason: String
        /// The rule that found it.
        package var rule: String
        /// What the upstream answered, when it did.
        package var upstreamStatus: Int?
        /// The quota window.
        package var window: String?
        /// The models concerned.
        package var models: String?
        /// The lease that reported it, for its user and for operators.
        package var lease: LeaseName?
        /// Whose act it was, for that user and for operators.
        package var uid: UInt32?

        /// Describes an event.
        package init(
            at: String, reason: String, rule: String, upstreamStatus: Int?, window: String?,
            models: String?, lease: LeaseName?, uid: UInt32?
        ) {
            self.at = at
            self.reason = reason
            self.rule = rule
            self.upstreamStatus = upstreamStatus
            self.window = window
            self.models = models
            self.lease = lease
            self.uid = uid
        }
    }

    /// The account that would be lent.
    package var chosen: String?
    /// Why.
    package var why: String
    /// The provider's accounts, in the order of their ids.
    package var accounts: [Account]
    /// The id behind which the next page begins.
    package var next: String?

    /// Puts an answer together.
    package init(chosen: String?, why: String, accounts: [Account], next: String?) {
        self.chosen = chosen
        self.why = why
        self.accounts = accounts
        self.next = next
    }

    /// Writes the `result` of an Explain.
    package func write(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("accounts")
        writer.beginArray()
        for account in accounts { Self.write(account, &writer) }
        writer.endArray()
        writer.member("chosen", chosen)
        writer.member("next", next)
        writer.member("why", why)
        writer.endObject()
    }

    private static func write(_ account: Account, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("account_id", account.id)
        if let cause = account.cause {
            writer.name("cause")
            write(cause, &writer)
        }
        writer.member("eligible_in_ms", account.eligibleIn)
        writer.member("probe_in_ms", account.probeIn)
        writer.name("rules")
        writer.beginArray()
        for rule in account.rules {
            writer.beginObject()
            writer.member("passed", rule.passed)
            writer.member("rule", rule.name)
            writer.member("value", rule.value)
            writer.endObject()
        }
        writer.endArray()
        writer.member("state", account.state)
        writer.endObject()
    }

    private static func write(_ cause: Cause, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("at", cause.at)
        writer.member("lease_id", cause.lease?.text)
        writer.member("models", cause.models)
        writer.member("reason", cause.reason)
        writer.member("rule", cause.rule)
        writer.member("uid", cause.uid)
        writer.member("upstream_status", cause.upstreamStatus)
        writer.member("window", cause.window)
        writer.endObject()
    }
}
