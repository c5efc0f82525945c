/// All that is kept of a lease beyond the daemon's life.
package struct LeaseMemory: Hashable, Sendable {
    /// Its name; the slot in it is its place in the table.
    package var id: Lease.ID
    /// Its number.
    package var fence: UInt64
    /// The account that it lends.
    package var account: String
    /// The account's provider: a lease of another one is not this account's.
    package var provider: String
    /// The model it was asked for.
    package var model: String?
    /// The name that its client had given its program.
    package var client: String
    /// The accounts that its request has tried before.
    package var excluded: [String]
    /// The name of its holder; `nil` when that was a single connection, or nobody.
    package var instance: String?
    /// The uid it was granted to.
    package var uid: UInt32
    /// What sort of lease it is.
    package var traits: Traits
    /// When it was granted.
    package var grantedAt: Instant
    /// Which attempt of its request it serves.
    package var attempt: Int
    /// The number of the credential it was lent with.
    package var generation: Int
    /// The key of the Select that it answered, if that had one.
    package var key: LeaseKey?
    /// What changes in a lease's life.
    package var standing: LeaseStanding

    /// What sort of lease it is.
    package struct Traits: OptionSet, Hashable, Sendable {
        /// The set's bits.
        package let rawValue: UInt8

        /// Takes the bits.
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// It lives without a connection.
        package static let detached = Traits(rawValue: 1)
        /// Its request had its second try on the same account.
        package static let again = Traits(rawValue: 2)
        /// Usage counters skip it.
        package static let `internal` = Traits(rawValue: 4)
        /// It tries out an account that is blocked.
        package static let probe = Traits(rawValue: 8)
    }

    /// Puts together what is known of a lease.
    package init(
        id: Lease.ID, fence: UInt64, account: String, provider: String, model: String?,
        client: String, excluded: [String], instance: String?, uid: UInt32, traits: Traits,
        grantedAt: Instant, attempt: Int, generation: Int, key: LeaseKey? = nil,
        standing: LeaseStanding
    ) {
        self.id = id
        self.fence = fence
        self.account = account
        self.provider = provider
        self.model = model
        self.client = client
        self.excluded = excluded
        self.instance = instance
        self.uid = uid
        self.traits = traits
        self.grantedAt = grantedAt
        self.attempt = attempt
        self.generation = generation
        self.key = key
        self.standing = standing
    }
}

/// The key under which a Select may be sent again, and what its answer said beside the lease.
package struct LeaseKey: Hashable, Sendable {
    /// The key.
    package var text: String
    /// The instance whose key it is; `nil` when the client named none.
    package var instance: String?
    /// Tells the Select's parameters from others.
    package var digest: UInt64
    /// The accounts that served its provider and model.
    package var poolSize: Int

    /// Puts a key together.
    package init(text: String, instance: String?, digest: UInt64, poolSize: Int) {
        self.text = text
        self.instance = instance
        self.digest = digest
        self.poolSize = poolSize
    }
}

/// What changes in a lease's life.
package struct LeaseStanding: Hashable, Sendable {
    /// When it ends unless renewed.
    package var deadline: Instant
    /// The number of the last report that was taken.
    package var sequence: Int
    /// Whether that tells of a failure that is the account's.
    package var isFailing: Bool
    /// What it was answered with: a report that is sent again gets it again.
    package var verdict: Verdict
    /// How and when it has ended; `nil` while it lives.
    package var ending: Ending?

    /// How a lease has ended, and when.
    package struct Ending: Hashable, Sendable {
        /// How.
        package var end: Lease.End
        /// When.
        package var at: Instant

        /// Puts an ending together.
        package init(end: Lease.End, at: Instant) {
            self.end = end
            self.at = at
        }
    }

    /// Puts together where a lease stands.
    package init(
        deadline: Instant, sequence: Int = 0, isFailing: Bool = false,
        verdict: Verdict = Verdict(), ending: Ending? = nil
    ) {
        self.deadline = deadline
        self.sequence = sequence
        self.isFailing = isFailing
        self.verdict = verdict
        self.ending = ending
    }
}

/// What is new of a lease.
package enum LeaseNews: Hashable, Sendable {
    /// It was granted; the slot held nothing that matters any more.
    case granted(LeaseMemory)
    /// It is another instance's, and may otherwise stand elsewhere too. Its key, which is not
    /// named here, is as it was.
    case moved(LeaseMemory)
    /// It stands elsewhere.
    case changed(slot: Int, LeaseStanding)
}
