import Leasing
import Seeding
import Testing

/// Lives through a seeded history with a pool and with the plain pool beside it, and compares them
/// after each step.
///
/// Each seed leaves some of the calls out, so that histories differ in kind and not only in dice.
struct PoolHistory {
    let seed: UInt64
    var random: SeededRandom
    var pool: Pool
    var slow = SlowPool()
    var now = Host.start
    var holders: [(id: HolderID, uid: UInt32)] = []
    /// Holders without a connection, whose processes may still be found dead.
    var departed: [HolderID] = []
    var inventory: [Account] = []
    /// What operators have set, as far as it stands.
    var settings: [String: AccountChange] = [:]
    var strategies: [String: Strategy] = [:]
    /// Those whose next choice can be told without the pool's own search.
    static let strategies: [Strategy] = [.leastBusy, .roundRobin, .leastRecent]
    var lastFence: UInt64 = 0
    var hasKeeper = false
    /// Answers of `other` or `wait`, and successes, by provider: what the budget bounds.
    var retries: [String: [Instant]] = [:]
    /// Throttles without a hint, by provider.
    var throttles: [String: [(account: String, incarnation: Int, at: Instant)]] = [:]
    var successes: [String: [Instant]] = [:]
    var step = 0
    /// Whether the history ends here, for what follows cannot be told from outside.
    var isOver = false
    private let steps: [Step]
    private var current = Step.pass
    private var hasFailed = false

    /// What a step does.
    enum Step: CaseIterable {
        case select, wait, report, release, renew, revoke, cancel
        case pass, connect, disconnect, endProcess, reload, rotate, failRefresh, toggleKeeper
        case clear, set
    }

    init(seed: UInt64) {
        self.seed = seed
        random = SeededRandom(seed: seed)
        pool = Pool(firstFence: 1)
        var steps: [Step] = [.select, .select, .select, .report, .report, .pass, .pass]
        for step in Step.allCases where !random.once(in: 3) { steps.append(step) }
        self.steps = steps
        for _ in 0..<2 { connect() }
        reload()
    }

    var moment: Moment {
        Moment(instant: now, unix: Host.startUnix + (now - Host.start))
    }

    /// Takes so many steps; stops after one that fails, for all later ones would.
    mutating func run(_ count: Int) throws {
        while step < count, !hasFailed, !isOver {
            step += 1
            current = random.pick(steps)
            try take(current)
            if !isOver { check() }
            slow.forgetEnded(but: 16)
        }
    }

    /// Says what does not hold, and in which history.
    mutating func expect(
        _ holds: Bool, _ detail: @autoclosure () -> String = "",
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard !holds else { return }
        hasFailed = true
        Issue.record(
            "seed \(seed), step \(step), \(current) \(detail())", sourceLocation: sourceLocation)
    }

    private mutating func take(_ step: Step) throws {
        switch step {
        case .select: select(wait: .zero)
        case .wait: select(wait: .milliseconds(Int64(random.below(20_000) + 1)))
        case .report: try report()
        case .release: try release()
        case .renew: renew()
        case .revoke: try revoke()
        case .cancel: cancel()
        case .pass: try pass()
        case .connect: connect()
        case .disconnect: try disconnect()
        case .endProcess: try endProcess()
        case .reload: reload()
        case .rotate: try rotate()
        case .failRefresh: try failRefresh()
        case .toggleKeeper: toggleKeeper()
        case .clear: try clear()
        case .set: try set()
        }
    }

    /// The accounts as the pool publishes them.
    var summaries: [AccountSummary] {
        pool.accountSummaries(provider: nil, model: nil, after: nil, limit: .max, now: now)
    }

    /// What holds after each step, whatever it was.
    private mutating func check() {
        matchSettlements()
        for summary in summaries {
            let id = summary.account.id
            expect(summary.inUse == slow.inFlight(of: id))
            let isHalfOpen = slow.halfOpen(for: Wish(provider: summary.account.provider), now) == id
            let state = slow.state(of: id, Wish(provider: ""), now)
            expect(summary.state == (isHalfOpen ? .halfOpen : state))
        }
        expect(pool.liveLeaseCount == slow.leases.count(where: \.isLive))
        expect(pool.waiterCount == slow.waiters.count)
        if let deadline = pool.nextDeadline { expect(deadline > now) }
        if let due = slow.nextDeadline(now) {
            let deadline = pool.nextDeadline ?? .distantFuture
            expect(deadline <= due)
        }
        for waiter in slow.waiters where slow.mayLease(waiter.uid) {
            expect(slow.choice(for: waiter.wish, now: now) == nil)
            expect(slow.halfOpen(for: waiter.wish, now) == nil)
        }
    }

    /// Whether one who waits was lent an account to try it out.
    var hasLentProbe: Bool {
        var pool = pool
        return pool.takeSettlements().contains {
            (try? $0.result.get().lease.isProbe) ?? false
        }
    }

    /// Compares what became of those who waited, and learns the names of the leases they got.
    mutating func matchSettlements() {
        let settlements = pool.takeSettlements()
        isOver = isOver || settlements.contains { (try? $0.result.get().lease.isProbe) ?? false }
        guard !isOver else { return }
        var refused: [Ticket: Refusal] = [:]
        var granted: [Grant] = []
        for settlement in settlements {
            switch settlement.result {
            case .success(let grant):
                granted.append(grant)
                let outcome = SlowPool.Outcome.granted(
                    settlement.ticket, account: pool.accountID(of: grant.lease),
                    poolSize: grant.poolSize, waited: grant.waited)
                expect(slow.outcomes.contains(outcome), "\(outcome)")
            case .failure(let refusal): refused[settlement.ticket] = refusal
            }
        }
        expect(settlements.count == slow.outcomes.count)
        expect(Set(settlements.map(\.ticket)).count == settlements.count)
        for case .refused(let ticket, let refusal) in slow.outcomes {
            expect(refused[ticket] == refusal)
        }
        slow.outcomes = []
        for grant in granted { know(grant.lease) }
    }

    /// Learns the name and the number of the oldest lease that has none yet.
    mutating func know(_ lease: Lease) {
        expect(lease.fence > lastFence)
        lastFence = lease.fence
        guard let unnamed = slow.leases.firstIndex(where: { $0.id == nil }) else {
            expect(false, "a lease that the plain pool does not know")
            return
        }
        expect(slow.leases[unnamed].account == pool.accountID(of: lease))
        expect(slow.leases[unnamed].deadline == lease.deadline)
        expect(slow.leases[unnamed].grantedAt == lease.grantedAt)
        let account = slow.entries[slow.leases[unnamed].account]?.account
        let inFlight = slow.inFlight(of: slow.leases[unnamed].account)
        expect(inFlight <= account?.maxInFlight ?? 0)
        slow.leases[unnamed].id = lease.id
        slow.leases[unnamed].fence = lease.fence
    }
}
