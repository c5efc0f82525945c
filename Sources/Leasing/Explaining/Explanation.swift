/// What a Select would get at an instant, and why each account would or would not be it.
package struct Explanation: Sendable {
    /// Why an account would be lent, or why none would; the raw value is its name on the wire.
    package enum Reason: String, CaseIterable, Sendable {
        /// The request names the account.
        case named
        /// The session had the account.
        case session
        /// It is the only one that is able.
        case only
        /// It is the only able one of the lowest priority number.
        case priority
        /// The provider's strategy takes it before others of its priority.
        case strategy
        /// All are blocked, and it is tried out.
        case halfOpen = "half_open"
        /// It is the account of the lease that was asked about.
        case held
        /// The session's account is busy, and worth a short wait.
        case sessionBusy = "session_busy"
        /// No account is able.
        case noneEligible = "none_eligible"
    }

    /// The account that would be lent; `nil` when none would.
    package let chosen: String?
    /// Why.
    package let reason: Reason
    /// The accounts of the provider, in the order of their ids.
    package let accounts: [AccountExplanation]
}

/// Why an account would be lent or not.
package struct AccountExplanation: Sendable {
    /// Its id.
    package let id: String
    /// What it may do for the request.
    package let state: AccountState
    /// The rules in the order in which they are asked, each whether it decides or not.
    package let rules: [RuleOutcome]
    /// What brought about the state, when something did.
    package let cause: BlockCause?
    /// How long until it is able by itself; `nil` when it is, or when somebody must act.
    package let eligible: Interval?
    /// How long until it may be tried out though it is blocked, should nothing else be able; `nil`
    /// when it is not blocked, or not to be tried out.
    package let probe: Interval?
}

/// What one rule says of an account.
package struct RuleOutcome: Equatable, Sendable {
    /// A rule of choosing; the raw value is its name on the wire. The first nine keep an account
    /// away, in the order of the cases; the others rank those that are able.
    package enum Rule: String, CaseIterable, Sendable {
        /// The inventory, an operator or a rule has not taken it out.
        case enabled
        /// It is not being drained.
        case rotation
        /// Its credential is good.
        case credential
        /// It serves the model.
        case model
        /// The request itself does not keep it away.
        case request
        /// No quota window is exhausted.
        case quota
        /// It is not paused.
        case cooldown
        /// It has room for one more lease.
        case capacity
        /// It has recovered from its last limit for long enough to carry one more.
        case recovery
        /// It is the one that is tried out because all are blocked.
        case probe
        /// It is the session's.
        case session
        /// No able account has a lower priority.
        case priority
        /// The strategy takes it first.
        case order
    }

    /// The rule.
    package let rule: Rule
    /// Whether the account passes it.
    package let passed: Bool
    /// What the rule saw, for people.
    package let value: String?

    /// Says what a rule has found.
    package init(rule: Rule, passed: Bool, value: String?) {
        self.rule = rule
        self.passed = passed
        self.value = value
    }
}

/// What brought about that an account is blocked.
package struct BlockCause: Equatable, Sendable {
    /// What it was found to be.
    package let reason: String
    /// The quota window, when it is one.
    package let window: String?
    /// The models that it concerns; `nil` for the whole account.
    package let models: ModelPattern?
    /// The rule, the upstream's status, the lease and the time.
    package let provenance: Provenance
}
