import JSON

/// How the pool stands, as a Summary answered it.
package struct PoolSummary: Equatable, Sendable {
    /// One provider's accounts.
    struct Provider: Equatable {
        let name: String
        let total, available, inUse, waiters: Int64
        /// The others by what keeps them, without those that count none.
        let blocked: [Blocked]
        /// When the next becomes able by itself, in milliseconds.
        let nextAvailable: Int64?
    }

    /// How many accounts one state keeps.
    struct Blocked: Equatable {
        let state: String
        let count: Int64
    }

    let asOf: String
    /// Tells one life of the daemon from the next.
    let epoch: String?
    /// Grows with each change of the pool.
    let revision: Int64?
    let isKept: Bool
    let providers: [Provider]
    /// The accounts that were listed, if any were asked for.
    var accounts: [AccountSummary]
    /// The id behind which the next page begins.
    let next: String?

    /// Reads the result of a Summary; what this version does not know is passed over.
    package init(_ result: [UInt8]) throws(CommandFault) {
        guard let value = try? JSONValue.parse(result), let asOf = value["as_of"]?.string,
            let providers = value["providers"]?.array
        else { throw Self.fault }
        self.asOf = asOf
        epoch = value["epoch"]?.string
        revision = value["revision"]?.integer
        isKept = value["kept"]?.boolean ?? true
        next = value["next"]?.string
        self.providers = try providers.map(Provider.init)
        accounts = try (value["accounts"]?.array ?? []).map(AccountSummary.init)
    }

    /// What is said of an answer that lacks what the protocol promises.
    static let fault = CommandFault.answer("the answer to Summary is not the protocol's")
}

extension PoolSummary.Provider {
    init(_ value: JSONValue) throws(CommandFault) {
        guard let name = value["provider"]?.string, let total = value["total"]?.integer,
            let available = value["eligible"]?.integer, let inUse = value["in_use"]?.integer
        else { throw PoolSummary.fault }
        (self.name, self.total, self.available, self.inUse) = (name, total, available, inUse)
        waiters = value["waiters"]?.integer ?? 0
        nextAvailable = value["next_eligible_in_ms"]?.integer
        blocked = PoolSummary.Blocked.list(value["blocked"])
    }
}

extension PoolSummary.Blocked {
    /// The states that keep any account, the one that keeps most first.
    static func list(_ value: JSONValue?) -> [PoolSummary.Blocked] {
        var list: [PoolSummary.Blocked] = []
        for member in value?.members ?? [] {
            guard let count = member.value.integer, count > 0 else { continue }
            list.append(PoolSummary.Blocked(state: member.name, count: count))
        }
        return list.sorted { ($1.count, $0.state) < ($0.count, $1.state) }
    }

    /// "2 at capacity, 1 quota".
    static func sentence(_ list: [PoolSummary.Blocked]) -> String {
        list.map { "\($0.count) \(Wording.state($0.state))" }.joined(separator: ", ")
    }
}
