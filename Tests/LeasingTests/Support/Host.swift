import Leasing
import Seeding
import Testing

/// A pool with a clock that the test moves by hand, and one client.
struct Host {
    var pool = Pool(firstFence: 1)
    var now = Host.start
    var holder: HolderID
    var random = SeededRandom(seed: 1)

    static let user: UInt32 = 1000
    static let start = Instant(nanoseconds: 1_000_000_000_000)
    static let startUnix = UnixTime(seconds: 1_700_000_000)

    init(_ accounts: [Account], _ strategy: Strategy = .leastBusy) {
        holder = pool.connect(uid: Self.user)
        pool.beginRemembering()
        pool.adopt(accounts, strategies: ["p": strategy], now: moment)
    }

    /// Accounts of the provider `p` that serve every model.
    init(_ ids: String..., capacity: Int = 1) {
        self.init(ids.map { Account(id: $0, provider: "p", maxInFlight: capacity) })
    }

    var moment: Moment { Moment(instant: now, unix: unix(now)) }

    func unix(_ instant: Instant) -> UnixTime { Self.startUnix + (instant - Self.start) }

    /// A block that ends so much later than now.
    func until(_ interval: Interval) -> Block { .until(unix(now + interval), basis: .default) }

    mutating func chance() -> Lease.Chance {
        Lease.Chance(high: random.next(), low: random.next())
    }

    /// Lets time pass; what is due is done.
    mutating func pass(_ interval: Interval) {
        now = now + interval
        pool.advance(to: now)
    }

    mutating func select(
        _ wish: Wish = Wish(provider: "p"), by holder: HolderID? = nil, uid: UInt32 = user
    ) throws(Refusal) -> Selection {
        try pool.select(wish, by: holder ?? self.holder, uid: uid, chance: chance(), now: now)
    }

    /// A lease that must be granted at once.
    mutating func lease(
        _ wish: Wish = Wish(provider: "p"), by holder: HolderID? = nil, uid: UInt32 = user,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Lease {
        guard case .granted(let grant) = try select(wish, by: holder, uid: uid) else {
            Issue.record("the request waits", sourceLocation: sourceLocation)
            throw Refusal.deadline
        }
        return grant.lease
    }

    /// The id of the account of a lease that must be granted at once.
    mutating func leasedAccount(_ wish: Wish = Wish(provider: "p")) throws -> String {
        pool.accountID(of: try lease(wish))
    }

    /// A ticket for a wish that must wait.
    mutating func wait(
        _ wish: Wish, by holder: HolderID? = nil, uid: UInt32 = user,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Ticket {
        guard case .waiting(let ticket) = try select(wish, by: holder, uid: uid) else {
            Issue.record("the request does not wait", sourceLocation: sourceLocation)
            throw Refusal.deadline
        }
        return ticket
    }

    /// The refusal of a wish that must be refused at once.
    mutating func refusal(
        of wish: Wish, uid: UInt32 = user, sourceLocation: SourceLocation = #_sourceLocation
    ) -> Refusal? {
        do throws(Refusal) {
            _ = try select(wish, uid: uid)
            Issue.record("the request is not refused", sourceLocation: sourceLocation)
            return nil
        } catch {
            return error
        }
    }

    /// What a wish that must be refused for want of an account is told.
    mutating func blocked(
        _ wish: Wish = Wish(provider: "p"), sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> (counts: BlockedCounts, retryAfter: Interval?, waited: Interval) {
        let refusal = refusal(of: wish, sourceLocation: sourceLocation)
        guard case .noEligibleAccount(let counts, let retryAfter, let waited)? = refusal else {
            Issue.record("refused otherwise: \(refusal as Any)", sourceLocation: sourceLocation)
            throw Refusal.deadline
        }
        return (counts, retryAfter, waited)
    }

    /// Reports what became of a lease, and gives it back unless told otherwise.
    mutating func report(
        _ lease: Lease, _ finding: Finding, sequence: Int? = nil, isStreamed: Bool = false,
        releases: Bool = true, by holder: HolderID? = nil
    ) throws(Refusal) -> Judgement {
        let report = Report(sequence: sequence, isStreamed: isStreamed, releases: releases)
        return try pool.judge(
            lease.id, by: holder ?? self.holder, uid: lease.uid, finding, report,
            chance: 0, now: moment)
    }

    /// Leases and reports at once.
    @discardableResult
    mutating func use(
        _ finding: Finding, _ wish: Wish = Wish(provider: "p"), releases: Bool = true
    ) throws -> Judgement {
        try report(try lease(wish), finding, releases: releases)
    }

    mutating func release(_ lease: Lease) throws(Refusal) {
        _ = try pool.release(lease.id, uid: lease.uid, now: now)
    }

    /// How an account stands.
    func account(_ id: String) throws -> AccountSummary {
        try #require(
            pool.accountSummaries(provider: nil, model: nil, after: nil, limit: .max, now: now)
                .first { $0.account.id == id })
    }

    func state(_ id: String, for model: String? = nil) throws -> AccountState {
        try #require(
            pool.accountSummaries(provider: nil, model: model, after: nil, limit: .max, now: now)
                .first { $0.account.id == id }
        ).state
    }

    /// The grants among what was decided since the last call, by account.
    mutating func grantedAccounts() -> [String] {
        pool.takeSettlements().compactMap { settlement in
            if case .success(let grant) = settlement.result {
                pool.accountID(of: grant.lease)
            } else {
                nil
            }
        }
    }
}

extension Finding {
    static let ok = Finding(.ok, rule: "test.ok")

    /// A throttle without a hint.
    static func throttled(_ scope: Scope = .account) -> Finding {
        Finding(
            .rateLimited, scope: scope, block: .ladder(.throttle), retry: .other,
            rule: "test.throttled")
    }

    /// A throttle with a hint.
    static func throttled(_ block: Block, _ scope: Scope = .account) -> Finding {
        Finding(.rateLimited, scope: scope, block: block, retry: .other, rule: "test.hinted")
    }

    static func exhausted(
        _ block: Block, window: String? = "primary", _ scope: Scope = .account
    ) -> Finding {
        Finding(
            .quotaExhausted, scope: scope, block: block, window: window, retry: .other,
            rule: "test.quota")
    }

    static func unauthorized(isStructured: Bool = false) -> Finding {
        Finding(
            .authExpired, scope: .account, retry: .same, needsRefresh: true,
            isStructured: isStructured, rule: "test.401")
    }

    static func transient(_ block: Block, _ scope: Scope = .account) -> Finding {
        Finding(.transient, scope: scope, block: block, retry: .other, rule: "test.5xx")
    }
}
