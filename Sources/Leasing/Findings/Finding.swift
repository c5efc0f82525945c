/// What an upstream's answer means for the account that got it.
///
/// `Providers` finds; `Leasing` applies and knows no provider by name.
package struct Finding: Hashable, Sendable {
    /// What happened, in the pool's words.
    package var category: Category
    /// How much of the account it concerns.
    package var scope: Scope
    /// How long the account is to be left alone, and how that is known.
    package var block: Block
    /// The quota window that was hit, by the upstream's name for it.
    package var window: String?
    /// What the upstream's answer itself suggests for the next attempt.
    package var retry: Retry
    /// Whether a refreshed credential would mend it.
    package var needsRefresh: Bool
    /// Whether a structured field said so, rather than a status or words alone.
    package var isStructured: Bool
    /// The rule that matched, as it appears on the wire and in logs: `codex.usage_limit_reached`.
    package var rule: String
    /// The quota windows that the same answer reported.
    package var readings: [WindowReading]

    /// Makes a finding; what is left out is the finding of a request that went well.
    package init(
        _ category: Category,
        scope: Scope = .none,
        block: Block = .none,
        window: String? = nil,
        retry: Retry = .none,
        needsRefresh: Bool = false,
        isStructured: Bool = false,
        rule: String,
        readings: [WindowReading] = []
    ) {
        self.category = category
        self.scope = scope
        self.block = block
        self.window = window
        self.retry = retry
        self.needsRefresh = needsRefresh
        self.isStructured = isStructured
        self.rule = rule
        self.readings = readings
    }

    /// What happened; the raw value is its name on the wire.
    package enum Category: String, CaseIterable, Sendable {
        case ok
        /// A short throttle.
        case rateLimited = "rate_limited"
        /// A plan's or a budget's window is used up.
        case quotaExhausted = "quota_exhausted"
        /// The token was refused; a refresh may mend it.
        case authExpired = "auth_expired"
        /// The login or key is dead until a person acts.
        case authRevoked = "auth_revoked"
        /// The account is banned or its organisation disabled.
        case accountSuspended = "account_suspended"
        /// A person must follow a link before the account works again.
        case validationRequired = "validation_required"
        /// A 403 that is none of the others.
        case permissionDenied = "permission_denied"
        /// This account cannot serve the model.
        case modelUnsupported = "model_unsupported"
        /// The upstream has no capacity; the account is not at fault.
        case overloaded
        /// A server error, a timeout, a broken connection.
        case transient
        /// The request itself is at fault.
        case clientError = "client_error"
        /// The caller went away.
        case clientCancelled = "client_cancelled"
        /// The stream broke off after it had begun.
        case prematureClose = "premature_close"
        /// The upstream answered with nothing.
        case emptyResponse = "empty_response"
        /// Cloudflare wants a browser.
        case cloudflareChallenge = "cf_challenge"
        /// Cloudflare answers the path with an empty 404.
        case cloudflarePathBlock = "cf_path_block"
        /// The host's way out is refused, whatever the account.
        case networkBlocked = "network_blocked"
    }

    /// How much of the account a record concerns.
    package enum Scope: Hashable, Sendable {
        /// Nothing of it.
        case none
        /// All of it.
        case account
        /// The models that the pattern matches.
        case models(ModelPattern)
    }

    /// What the answer itself suggests; the pool's verdict weighs it against what it has.
    package enum Retry: String, Sendable {
        case none, same, other
    }
}
