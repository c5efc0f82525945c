import JSON

/// One account, as a Summary answered it.
struct AccountSummary: Equatable {
    /// A quota window.
    struct Window: Equatable {
        let name: String
        /// The models it counts; `nil` for all.
        let models: String?
        let usedPercent: Double?
        let isLimitReached: Bool
        /// When it resets, in milliseconds.
        let resetsIn: Int64?
        /// How it was learnt, and how long ago in milliseconds.
        let learnt: String?
        let age: Int64?
    }

    /// A pause.
    struct Cooldown: Equatable {
        /// The models it concerns; `nil` for all.
        let models: String?
        /// How long it lasts, in milliseconds; `nil` until somebody acts.
        let remaining: Int64?
        let reason: String
        /// The rule that opened it, and its step on the ladder.
        let rule: String?
        let level: Int64?
    }

    let id, provider, status, state: String
    let label: String?
    let inUse, maxInFlight: Int64
    let windows: [Window]
    let cooldowns: [Cooldown]
    let lastError: String?
    /// The credential's number.
    let generation: Int64?
    /// Requests that went well, and those that failed for the account's reasons.
    let successes, failures: Int64

    init(_ value: JSONValue) throws(CommandFault) {
        guard let id = value["account_id"]?.string, let provider = value["provider"]?.string,
            let state = value["state"]?.string, let inUse = value["in_use"]?.integer,
            let maxInFlight = value["max_in_flight"]?.integer
        else { throw PoolSummary.fault }
        (self.id, self.provider, self.state) = (id, provider, state)
        (self.inUse, self.maxInFlight) = (inUse, maxInFlight)
        status = value["status"]?.string ?? ""
        label = value["label"]?.string
        lastError = value["last_error"]?.string
        generation = value["generation"]?.integer
        successes = value["success"]?.integer ?? 0
        failures = value["failure"]?.integer ?? 0
        windows = (value["windows"]?.array ?? []).map(Window.init)
        cooldowns = (value["cooldowns"]?.array ?? []).map(Cooldown.init)
    }
}

extension AccountSummary.Window {
    init(_ value: JSONValue) {
        name = value["name"]?.string ?? "?"
        models = value["models"]?.string
        usedPercent = value["used_percent"]?.double
        isLimitReached = value["limit_reached"]?.boolean ?? false
        resetsIn = value["resets_in_ms"]?.integer
        learnt = value["learnt"]?.string
        age = value["age_ms"]?.integer
    }
}

extension AccountSummary.Cooldown {
    init(_ value: JSONValue) {
        models = value["models"]?.string
        let remaining = value["remaining_ms"]?.integer ?? -1
        self.remaining = remaining < 0 ? nil : remaining
        reason = value["reason"]?.string ?? "?"
        rule = value["rule"]?.string
        level = value["level"]?.integer
    }
}
