/// What a Select asks for.
package struct Wish: Sendable {
    /// The provider whose upstream will be called.
    package var provider: String
    /// The model, when the caller knows it.
    package var model: String?
    /// The name that the client gives its program; empty when it has said none.
    package var client: String
    /// The session whose account is preferred.
    package var session: SessionName?
    /// Accounts that this request has tried already.
    package var excluded: [String]
    /// The one account that will do.
    package var account: String?
    /// Whether it is the second try of a request on the same account: it goes before others that
    /// wait.
    package var isRepeat: Bool
    /// How long to wait for an account; zero answers at once.
    package var wait: Interval
    /// How long the caller waits for an answer at all.
    package var timeout: Interval
    /// How long the lease is to live; `nil` for the usual time.
    package var term: Interval?
    /// Whether the lease lives without its connection.
    package var isDetached: Bool
    /// Whether usage counters skip it.
    package var isInternal: Bool
    /// Which attempt of its request it is, from 1.
    package var attempt: Int

    /// Wishes for any account of a provider, at once.
    package init(
        provider: String,
        model: String? = nil,
        client: String = "",
        session: SessionName? = nil,
        excluded: [String] = [],
        account: String? = nil,
        isRepeat: Bool = false,
        wait: Interval = .zero,
        timeout: Interval = .seconds(10),
        term: Interval? = nil,
        isDetached: Bool = false,
        isInternal: Bool = false,
        attempt: Int = 1
    ) {
        self.provider = provider
        self.model = model
        self.client = client
        self.session = session
        self.excluded = excluded
        self.account = account
        self.isRepeat = isRepeat
        self.wait = wait
        self.timeout = timeout
        self.term = term
        self.isDetached = isDetached
        self.isInternal = isInternal
        self.attempt = attempt
    }

    /// Whether it asks for more than a provider and a model.
    var isPicky: Bool { account != nil || !excluded.isEmpty }

    /// Whether the request itself keeps an account away.
    func excludes(_ id: String) -> Bool {
        if let account, account != id { return true }
        return excluded.contains(id)
    }
}

/// What a Select got.
package struct Grant: Sendable {
    /// The lease.
    package let lease: Lease
    /// Accounts that serve this provider and model: what bounds the request's attempts.
    package let poolSize: Int
    /// How long the request waited.
    package let waited: Interval

    /// Puts a grant together.
    package init(lease: Lease, poolSize: Int, waited: Interval) {
        self.lease = lease
        self.poolSize = poolSize
        self.waited = waited
    }
}

/// What becomes of a Select at once.
package enum Selection: Sendable {
    /// It has its lease.
    case granted(Grant)
    /// It waits; a settlement with this ticket will decide it.
    case waiting(Ticket)
}
