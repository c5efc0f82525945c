import JSON
package import Leasing

/// Judges a daemon by what goes over the wire, and knows nothing of how it works.
///
/// It is told which calls arrive and which frames are answered, which connections and processes
/// come and go, what the operator names, and how Summary says that things stand. From the first it
/// derives what must be true; where the last differs, or an answer cannot be, there is a breach.
package struct Oracle {
    /// What did not hold; the first is the one to look at.
    package private(set) var breaches: [Breach] = []

    var now = Instant(nanoseconds: 0)
    /// The first moment, at which the oracle begins: what ties both clocks.
    let start: Moment
    var accounts: [KnownAccount] = []
    var lines: [KnownLine] = []
    var holders = KnownHolders()
    var leases: [KnownLease] = []
    var leaseNumbers: [String: Int] = [:]
    /// The leases that live, in the order of their grants.
    var live: [Int] = []
    var incarnations: [String: Int] = [:]
    var keys: [String: KnownKey] = [:]
    /// The secret that a generation of an account was lent with.
    var credentials: [String: String] = [:]
    var highestFence: UInt64 = 0
    /// The highest fence when Summary last told how a provider's accounts stand.
    var observedFences: [String: UInt64] = [:]
    var retries: [String: [Instant]] = [:]
    var successes: [String: [Instant]] = [:]
    /// What the operator has set of each account.
    var settings: [String: KnownSettings] = [:]
    /// The highest fence when an account was cleared.
    var clearedFences: [String: UInt64] = [:]
    /// How often the paths of an account were answered with nothing.
    var pathBlocks: [String: Int] = [:]
    var isDraining = false
    /// Whether the daemon has calls that arrived in an earlier step and are not decided.
    var isBehind = false
    var step = StepNotes()

    /// What a key stands for.
    struct KnownKey {
        /// The lease that it got.
        var lease: String?
        /// Until when that is remembered.
        var end: Instant
    }

    /// A Select that got nothing.
    struct Refused {
        let open: OpenCall
        /// When it may be sent again, in milliseconds.
        let retryAfter: Int64?
        /// How many accounts were in which state.
        let blocked: [(state: String, count: Int64)]
    }

    /// What happened in one step, judged at its end.
    struct StepNotes {
        var arrivals: [Call] = []
        var grants: [Int] = []
        var replays: [(line: Int, open: OpenCall, result: JSONValue)] = []
        var refusals: [Refused] = []
        var report: (lease: Int, category: String)?
        /// What holders were told, and what they must be told.
        var told: [String] = []
        var toBeTold: [String] = []
        var hasReload = false
        /// The account of which nothing stands any more.
        var cleared: String?
        /// Whose accounts what happened concerns.
        var providers: Set<String> = []
        /// Leases that were said to be released before the answer was read that released them: the
        /// answers of a turn are read connection by connection, not as they were decided.
        var owedReleases: Set<Int> = []
        /// Whether more than one call may have been decided.
        var isCrowded = false
        /// Whether calls of an earlier step may have been.
        var isCatchingUp = false
    }

    /// Begins at a moment, with nothing.
    package init(start: Moment) {
        self.start = start
        now = start.instant
    }

    mutating func breach(_ invariant: Invariant, _ what: String) {
        guard breaches.count < 8 else { return }
        breaches.append(Breach(invariant: invariant, what: what))
    }

    mutating func require(
        _ condition: Bool, _ invariant: Invariant, _ what: String
    ) {
        if !condition { breach(invariant, what) }
    }

    /// Begins a step at an instant: what ends by itself until then has ended.
    package mutating func begin(at now: Instant) {
        self.now = now
        step = StepNotes()
        step.isCrowded = isBehind
        step.isCatchingUp = isBehind
        isBehind = false
        for lease in live.filter({ leases[$0].end <= now }) {
            let hasLivedLongest =
                leases[lease].deadline <= now && leases[lease].hasLongestTerm
            if hasLivedLongest { expectTelling(lease, "MAX_TTL") }
            end(lease, .expired, at: leases[lease].end)
        }
    }

    /// The operator names other accounts.
    package mutating func adopt(_ offered: [OfferedAccount]) {
        step.hasReload = true
        let former = accounts
        let names = Set(offered.map(\.account.id))
        for id in settings.keys where !names.contains(id) { settings[id] = nil }
        accounts = offered.map { listed in
            var offered = listed
            let id = offered.account.id
            settings[id]?.stand(over: &offered.account)
            let known = former.first { $0.account.id == id }
            let end = offered.account.credentialExpiresAt.map {
                Moment(instant: now, unix: start.unixTime(of: now)).instant(of: $0)
            }
            var account = KnownAccount(
                offered: offered, incarnation: incarnations[id] ?? 0, credentialEnd: end)
            account.pathBlocks = pathBlocks[id] ?? 0
            guard let known else { return account }
            account.isKnown = known.isKnown
            account.status = known.status
            account.hindrances = known.hindrances
            account.recoveredAt = known.recoveredAt
            account.limitedSince = known.limitedSince
            account.state = known.state
            return account
        }
        accounts.sort { $0.account.id < $1.account.id }
        for account in former { forgetIfUnlisted(account.account.id) }
        for account in accounts where !account.account.isEnabled {
            for lease in live where leases[lease].account == account.account.id {
                expectTelling(lease, "ACCOUNT_DISABLED")
                end(lease, .revoked, at: now)
            }
        }
    }

    /// The daemon is told to lend nothing more; it does not tell how things stand from then on.
    package mutating func drain() {
        isDraining = true
        for place in accounts.indices { accounts[place].hindrances = [] }
    }

    /// The one provider that what happened in a step concerns; `nil` when it is not one alone.
    package var concern: String? {
        guard !step.isCrowded, step.providers.count == 1, let provider = step.providers.first,
            accounts.contains(where: { $0.account.provider == provider })
        else { return nil }
        return provider
    }

    /// Whether calls of an earlier step may have been decided in this one.
    package var isCatchingUp: Bool { step.isCatchingUp }

    /// The place of a listed account.
    func place(of account: String) -> Int? {
        accounts.firstIndex { $0.account.id == account }
    }

    func inFlight(of account: String) -> Int {
        live.count { leases[$0].account == account }
    }

    /// The accounts of a provider that serve a model.
    func poolSize(_ provider: String, _ model: String?) -> Int {
        accounts.count { $0.account.provider == provider && $0.account.serves(model) }
    }
}
