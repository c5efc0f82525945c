/// What one request of a caller asks of the pool, attempt by attempt (PROTOCOL.md, section 4).
package struct Attempts {
    /// The most accounts that one request is tried on, however large the pool is.
    static let most = 3
    /// How long the daemon waits for an account's new credential, at least.
    static let sameWait = Duration.seconds(10)
    /// How long the daemon waits for the next account, at least.
    static let shortestWait = Duration.seconds(1)

    /// What to ask for now.
    package private(set) var wish: Wish
    private let first: Wish
    private var attempt: Int
    private var excluded: [String]
    private var hasAskedForSame = false

    /// Begins with a wish, which waits for an account as long as the caller's patience lasts.
    package init(_ wish: Wish, patience: Duration) {
        first = wish
        attempt = wish.attempt
        excluded = wish.excluded
        self.wish = wish
        self.wish.wait = max(patience, .zero)
    }

    /// Takes in what the daemon said of a lease's failure, and answers whether `wish` is to be
    /// asked for; else what the upstream said is the caller's answer.
    package mutating func goesOn(
        after verdict: Verdict, of lease: String, account: String, poolSize: Int
    ) -> Bool {
        var next = first
        switch verdict.retry {
        case .none:
            return false
        case .same:
            guard !hasAskedForSame else { return false }
            hasAskedForSame = true
            next.account = account
            next.retryOf = lease
            next.wait = max(verdict.retryAfter ?? .zero, Self.sameWait)
        case .other:
            guard attempt < min(Self.most, poolSize) else { return false }
            attempt += 1
            excluded.append(account)
            next.wait = .zero
        case .wait:
            guard attempt < min(Self.most, poolSize) else { return false }
            attempt += 1
            next.wait = max(verdict.retryAfter ?? .zero, Self.shortestWait)
        }
        next.attempt = attempt
        next.excluded = excluded
        wish = next
        return true
    }
}
