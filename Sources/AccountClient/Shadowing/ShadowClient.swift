import Kernel
import Synchronization
import Wire

/// Compares the accounts that a program takes from a pool of its own with those that accountd would
/// have lent: the first step of a migration.
///
/// ```swift
/// let shadow = try AccountClient(name: "my-proxy").shadow { log("\($0)") }
/// shadow.compare(own: account.id, provider: "claude", model: model)
/// ```
///
/// It asks the daemon to explain, and nothing else: no account is lent, no result is reported, and
/// the daemon's pool does not change. It is a type of its own, and not a mode of ``AccountClient``,
/// so that a program in this step has nothing in its hands that could lend.
///
/// The daemon's accounts must have the names that the program gives its own. The daemon learns of
/// limits from those who report: where nobody does so yet, it takes each account for able, and the
/// differences are those of order alone.
///
/// What goes wrong with the daemon is never the caller's trouble: such a comparison is dropped and
/// counted. At most 64 are under way at a time, each for at most a second when not said otherwise;
/// after one without an answer the next are dropped for a second. None is sent twice.
public final class ShadowClient: Sendable {
    private let client: AccountClient
    private let patience: UInt64
    private let report: @Sendable (ShadowDifference) -> Void
    private let ledger: Mutex<ShadowLedger>

    /// Compares over a client's connection.
    ///
    /// - Parameters:
    ///   - client: whose connection it is.
    ///   - patience: how long a comparison may take.
    ///   - pause: how long none is made after one without an answer.
    ///   - report: gets each difference.
    package init(
        _ client: AccountClient, patience: Duration, pause: Duration = .seconds(1),
        report: @escaping @Sendable (ShadowDifference) -> Void
    ) {
        self.client = client
        self.patience = Self.nanoseconds(patience)
        self.report = report
        ledger = Mutex(ShadowLedger(pause: Self.nanoseconds(pause)))
    }

    /// How often both agreed so far.
    public var counts: ShadowCounts { ledger.withLock { $0.counts } }

    /// Compares an account that the caller uses with accountd's choice, without waiting for it: a
    /// difference goes to the function that the shadow was made with.
    ///
    /// - Parameters:
    ///   - own: the account that the caller uses.
    ///   - provider: whose upstream is called, such as `claude`.
    ///   - model: the model that is asked for.
    ///   - session: the caller's affinity key.
    ///   - excluded: accounts that will not do, such as those that the request has been tried on.
    public func compare(
        own: String, provider: String, model: String? = nil, session: String? = nil,
        excluding excluded: [String] = []
    ) {
        compare(own: own, for: Self.wish(provider, model, session, excluded))
    }

    /// Compares an account that the caller uses for a wish with accountd's choice, without waiting
    /// for it: a difference goes to the function that the shadow was made with.
    ///
    /// - Parameters:
    ///   - own: the account that the caller uses.
    ///   - wish: what it is used for. Its `wait` counts as with a Select for whether the account of
    ///     a session is waited for.
    public func compare(own: String, for wish: Wish) {
        let start = Clock.sinceBoot
        guard ledger.withLock({ $0.begin(now: start) }) == nil else { return }
        Task { await comparison(of: own, for: wish, since: start) }
    }

    /// Compares an account that the caller uses with accountd's choice, and waits for what is
    /// found. It is counted, and a difference also told to the function that the shadow was made
    /// with.
    ///
    /// - Parameters:
    ///   - own: the account that the caller uses.
    ///   - provider: whose upstream is called, such as `claude`.
    ///   - model: the model that is asked for.
    ///   - session: the caller's affinity key.
    ///   - excluded: accounts that will not do, such as those that the request has been tried on.
    /// - Returns: what was found, after the shadow's patience at the latest.
    public func comparison(
        own: String, provider: String, model: String? = nil, session: String? = nil,
        excluding excluded: [String] = []
    ) async -> ShadowReport {
        await comparison(own: own, for: Self.wish(provider, model, session, excluded))
    }

    /// Compares an account that the caller uses for a wish with accountd's choice, and waits for
    /// what is found. It is counted, and a difference also told to the function that the shadow was
    /// made with.
    ///
    /// - Parameters:
    ///   - own: the account that the caller uses.
    ///   - wish: what it is used for. Its `wait` counts as with a Select for whether the account of
    ///     a session is waited for.
    /// - Returns: what was found, after the shadow's patience at the latest.
    public func comparison(own: String, for wish: Wish) async -> ShadowReport {
        let start = Clock.sinceBoot
        if let drop = ledger.withLock({ $0.begin(now: start) }) { return .dropped(drop) }
        return await comparison(of: own, for: wish, since: start)
    }

    private static func wish(
        _ provider: String, _ model: String?, _ session: String?, _ excluded: [String]
    ) -> Wish {
        var wish = Wish(provider: provider, model: model)
        wish.session = session
        wish.excluded = excluded
        return wish
    }

    /// A time as the client counts, at most as long as a request may take.
    private static func nanoseconds(_ time: Duration) -> UInt64 {
        let longest = WireLimits.timeoutMilliseconds.upperBound
        return UInt64(min(max(time.wholeMilliseconds, 0), longest)) * 1_000_000
    }

    /// Makes a comparison that was begun.
    @discardableResult
    private func comparison(of own: String, for wish: Wish, since start: UInt64) async
        -> ShadowReport
    {
        let expiry = start + patience
        let request = Request.explain(
            wish, listing: AccountPage(of: own), timeout: client.timeout, expiry: expiry)
        let result = await client.perform(request)
        let now = Clock.sinceBoot
        let report = ShadowReport(result, own: own, for: wish, isLate: now >= expiry)
        ledger.withLock { $0.found(report, of: wish.provider, now: now) }
        // It counts as under way until its report is delivered: a slow reader bounds it, too.
        if case .difference(let difference) = report { self.report(difference) }
        ledger.withLock { $0.end() }
        return report
    }
}
