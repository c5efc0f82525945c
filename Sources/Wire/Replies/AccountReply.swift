import JSON

/// One account as a Summary shows it.
package struct AccountReply: Sendable {
    /// One of its quota windows.
    package struct Window: Sendable {
        /// The upstream's name for it.
        package var name: String
        /// The models it counts.
        package var models: String?
        /// Percent used.
        package var usedPercent: Double?
        /// Whether nothing more is to be had before it resets.
        package var isLimitReached: Bool
        /// When it resets, in milliseconds.
        package var resetsIn: Int64?
        /// When it resets: RFC 3339, UTC.
        package var resetsAt: String?
        /// How it was learnt.
        package var learnt: String
        /// How long ago it was learnt, in milliseconds.
        package var age: Int64

        /// Describes a window.
        package init(
            name: String, models: String?, usedPercent: Double?, isLimitReached: Bool,
            resetsIn: Int64?, resetsAt: String?, learnt: String, age: Int64
        ) {
            self.name = name
            self.models = models
            self.usedPercent = usedPercent
            self.isLimitReached = isLimitReached
            self.resetsIn = resetsIn
            self.resetsAt = resetsAt
            self.learnt = learnt
            self.age = age
        }
    }

    /// One of its pauses.
    package struct Cooldown: Sendable {
        /// The models it concerns.
        package var models: String?
        /// How long it lasts, in milliseconds; −1 until somebody acts.
        package var remaining: Int64
        /// What it is for.
        package var reason: String
        /// The step of its ladder.
        package var level: Int
        /// The rule that opened it.
        package var rule: String

        /// Describes a pause.
        package init(models: String?, remaining: Int64, reason: String, level: Int, rule: String) {
            self.models = models
            self.remaining = remaining
            self.reason = reason
            self.level = level
            self.rule = rule
        }
    }

    /// What only operators see of it.
    package struct Particulars: Sendable {
        /// What its credential is: `oauth` or `api_key`.
        package var credentialKind: String
        /// How long the credential has left, in milliseconds; `nil` without a known end.
        package var credentialExpiresIn: Int64?
        /// Where the credential comes from: `file` or `rotated`.
        package var credentialSource: String
        /// The rule that took the account out of rotation.
        package var disabledBy: String?
        /// Its tier.
        package var priority: Int
        /// What an operator has set otherwise than the inventory, in the order of the names.
        package var changed: [String]
        /// Its share under the weighted strategy.
        package var weight: Int

        /// Describes what operators see.
        package init(
            credentialKind: String, credentialExpiresIn: Int64?, credentialSource: String,
            disabledBy: String?, priority: Int, changed: [String], weight: Int
        ) {
            self.credentialKind = credentialKind
            self.credentialExpiresIn = credentialExpiresIn
            self.credentialSource = credentialSource
            self.disabledBy = disabledBy
            self.priority = priority
            self.changed = changed
            self.weight = weight
        }
    }

    /// The account.
    package var id: String
    /// A name for people, for operators only.
    package var label: String?
    /// Its provider.
    package var provider: String
    /// Where its credential stands.
    package var status: String
    /// What it may do.
    package var state: String
    /// Leases that it carries.
    package var inUse: Int
    /// Leases that it may carry.
    package var maxInFlight: Int
    /// The credential's number.
    package var generation: Int
    /// Its quota windows.
    package var windows: [Window]
    /// Its pauses.
    package var cooldowns: [Cooldown]
    /// The rule that its last failure matched.
    package var lastError: String?
    /// Requests that went well.
    package var successes: Int
    /// Requests that failed for its reasons.
    package var failures: Int
    /// What only operators see of it.
    package var particulars: Particulars?

    /// Describes an account as everybody sees it.
    package init(
        id: String, label: String?, provider: String, status: String, state: String, inUse: Int,
        maxInFlight: Int, generation: Int, windows: [Window], cooldowns: [Cooldown],
        lastError: String?, successes: Int, failures: Int
    ) {
        self.id = id
        self.label = label
        self.provider = provider
        self.status = status
        self.state = state
        self.inUse = inUse
        self.maxInFlight = maxInFlight
        self.generation = generation
        self.windows = windows
        self.cooldowns = cooldowns
        self.lastError = lastError
        self.successes = successes
        self.failures = failures
    }

    func write(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("account_id", id)
        writer.name("cooldowns")
        writer.beginArray()
        for cooldown in cooldowns { Self.write(cooldown, &writer) }
        writer.endArray()
        if let particulars { writeCredential(particulars, &writer) }
        writer.member("disabled_by", particulars?.disabledBy)
        writer.member("failure", failures)
        writer.member("generation", generation)
        writer.member("in_use", inUse)
        writer.member("label", label)
        writer.member("last_error", lastError)
        writer.member("max_in_flight", maxInFlight)
        writer.member("priority", particulars?.priority)
        writer.member("provider", provider)
        writer.member("set", particulars?.changed)
        writer.member("state", state)
        writer.member("status", status)
        writer.member("success", successes)
        writer.member("weight", particulars?.weight)
        writer.name("windows")
        writer.beginArray()
        for window in windows { Self.write(window, &writer) }
        writer.endArray()
        writer.endObject()
    }

    private func writeCredential(_ particulars: Particulars, _ writer: inout JSONWriter) {
        writer.name("credential")
        writer.beginObject()
        writer.member("expires_in_ms", particulars.credentialExpiresIn)
        writer.member("generation", generation)
        writer.member("kind", particulars.credentialKind)
        writer.member("source", particulars.credentialSource)
        writer.endObject()
    }

    private static func write(_ cooldown: Cooldown, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("level", cooldown.level)
        writer.member("models", cooldown.models)
        writer.member("reason", cooldown.reason)
        writer.member("remaining_ms", cooldown.remaining)
        writer.member("rule", cooldown.rule)
        writer.endObject()
    }

    private static func write(_ window: Window, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("age_ms", window.age)
        writer.member("learnt", window.learnt)
        writer.member("limit_reached", window.isLimitReached)
        writer.member("models", window.models)
        writer.member("name", window.name)
        writer.member("resets_at", window.resetsAt)
        writer.member("resets_in_ms", window.resetsIn)
        if let usedPercent = window.usedPercent {
            writer.name("used_percent")
            writer.number(usedPercent)
        }
        writer.endObject()
    }
}
