package import JSON

/// How the pool stands; holds no secret.
package struct SummaryReply: Sendable {
    /// One provider's accounts.
    package struct Provider: Sendable {
        /// The provider.
        package var name: String
        /// All its accounts.
        package var total: Int
        /// Those that could be lent at once.
        package var eligible: Int
        /// Leases that they carry.
        package var inUse: Int
        /// Selects that wait for one.
        package var waiters: Int
        /// The others by what keeps them, sorted by name.
        package var blocked: [(state: String, count: Int)]
        /// When the next becomes able by itself, in milliseconds.
        package var nextEligible: Int64?

        /// Describes a provider's accounts.
        package init(
            name: String, total: Int, eligible: Int, inUse: Int, waiters: Int,
            blocked: [(state: String, count: Int)], nextEligible: Int64?
        ) {
            self.name = name
            self.total = total
            self.eligible = eligible
            self.inUse = inUse
            self.waiters = waiters
            self.blocked = blocked.sorted { $0.state < $1.state }
            self.nextEligible = nextEligible
        }
    }

    /// When it was so: RFC 3339, UTC.
    package var asOf: String
    /// Tells one life of the daemon from the next.
    package var epoch: String
    /// Grows with each change of the pool.
    package var revision: UInt64
    /// Whether what was answered is kept on disk.
    package var isKept: Bool
    /// The providers, in the order of their names.
    package var providers: [Provider]
    /// The accounts, when they were asked for.
    package var accounts: [AccountReply]?
    /// The id behind which the next page begins.
    package var next: String?

    /// Puts an answer together.
    package init(
        asOf: String, epoch: String, revision: UInt64, isKept: Bool, providers: [Provider],
        accounts: [AccountReply]?, next: String?
    ) {
        self.asOf = asOf
        self.epoch = epoch
        self.revision = revision
        self.isKept = isKept
        self.providers = providers
        self.accounts = accounts
        self.next = next
    }

    /// Writes the `result` of a Summary.
    package func write(_ writer: inout JSONWriter) {
        writer.beginObject()
        if let accounts {
            writer.name("accounts")
            writer.beginArray()
            for account in accounts { account.write(&writer) }
            writer.endArray()
        }
        writer.name("as_of")
        writer.string(asOf)
        writer.name("epoch")
        writer.string(epoch)
        writer.member("kept", isKept)
        if let next {
            writer.name("next")
            writer.string(next)
        }
        writer.name("providers")
        writer.beginArray()
        for provider in providers { Self.write(provider, &writer) }
        writer.endArray()
        writer.name("revision")
        writer.integer(revision)
        writer.endObject()
    }

    private static func write(_ provider: Provider, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("blocked")
        writer.beginObject()
        for (state, count) in provider.blocked {
            writer.name(state)
            writer.integer(count)
        }
        writer.endObject()
        writer.name("eligible")
        writer.integer(provider.eligible)
        writer.name("in_use")
        writer.integer(provider.inUse)
        if let nextEligible = provider.nextEligible {
            writer.name("next_eligible_in_ms")
            writer.integer(nextEligible)
        }
        writer.name("provider")
        writer.string(provider.name)
        writer.name("total")
        writer.integer(provider.total)
        writer.name("waiters")
        writer.integer(provider.waiters)
        writer.endObject()
    }
}
