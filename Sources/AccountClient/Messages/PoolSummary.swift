import JSON

/// How the pool stands; it holds no secret.
public struct PoolSummary: Equatable, Sendable {
    /// One provider's accounts.
    public struct Provider: Equatable, Sendable {
        /// The provider.
        public let name: String
        /// All its accounts.
        public let total: Int
        /// Those that could be lent at once.
        public let eligible: Int
        /// Leases that they carry.
        public let inUse: Int
        /// Requests that wait for one.
        public let waiters: Int
        /// The others by what keeps them, without the states that keep none.
        public let blocked: [Refusal.Blocked]
        /// When the next one becomes able by itself; `nil` when none does.
        public let nextEligible: Duration?
    }

    /// Tells one life of the daemon from the next.
    public let epoch: String
    /// The providers in the order of their names.
    public let providers: [Provider]

    /// Reads the `result` of a Summary; `nil` when it is not the protocol's.
    package init?(_ result: [UInt8]) {
        guard let value = try? JSONValue.parse(result), let list = value["providers"]?.array else {
            return nil
        }
        epoch = value["epoch"]?.string ?? ""
        var providers: [Provider] = []
        for element in list {
            guard let provider = Provider(element) else { return nil }
            providers.append(provider)
        }
        self.providers = providers
    }
}

extension PoolSummary.Provider {
    fileprivate init?(_ value: JSONValue) {
        guard let name = value["provider"]?.string, let total = value["total"]?.integer else {
            return nil
        }
        self.name = name
        self.total = Int(total)
        eligible = Int(value["eligible"]?.integer ?? 0)
        inUse = Int(value["in_use"]?.integer ?? 0)
        waiters = Int(value["waiters"]?.integer ?? 0)
        blocked = Refusal.Blocked.list(value["blocked"])
        nextEligible = value["next_eligible_in_ms"]?.integer.map { .milliseconds($0) }
    }
}
