import Leasing
import Seeding
import Testing

struct PoolExplainTests {
    private func explain(
        _ host: inout Host, _ wish: Wish = Wish(provider: "p")
    ) throws -> Explanation {
        try host.pool.explain(wish, uid: Host.user, now: host.now)
    }

    @Test(arguments: Strategy.allCases)
    func `it agrees with Select whatever happens`(strategy: Strategy) throws {
        for seed in 1...60 as ClosedRange<UInt64> {
            var random = SeededRandom(seed: seed)
            let accounts = (0..<4).map { number in
                Account(
                    id: "a\(number)", provider: "p", maxInFlight: 1 + random.below(3),
                    priority: random.once(in: 3) ? 50 : 100, weight: 1 + random.below(3))
            }
            var host = Host(accounts, strategy)
            var held: [Lease] = []
            for _ in 0..<80 {
                switch random.below(6) {
                case 0: host.pass(.milliseconds(Int64(random.below(9_000_000))))
                case 1 where !held.isEmpty:
                    try? host.release(held.remove(at: random.below(held.count)))
                case 2 where !held.isEmpty:
                    let lease = held.remove(at: random.below(held.count))
                    let findings: [Finding] = [
                        .ok, .throttled(), .exhausted(host.until(.hours(3))),
                        .unauthorized(isStructured: true),
                    ]
                    _ = try? host.report(lease, findings[random.below(4)])
                default: try requireAgreement(&host, &random, &held)
                }
            }
        }
    }

    private func requireAgreement(
        _ host: inout Host, _ random: inout SeededRandom, _ held: inout [Lease]
    ) throws {
        var wish = Wish(provider: "p")
        if random.once(in: 3) {
            let key = "s\(random.below(3))"
            wish.session = SessionName(uid: Host.user, client: "c", key: key)
        }
        if random.once(in: 4) { wish.excluded = ["a\(random.below(4))"] }
        if random.once(in: 6) { wish.account = "a\(random.below(4))" }
        let told = try explain(&host, wish)
        let again = try explain(&host, wish)
        #expect(told.chosen == again.chosen)
        for account in told.accounts { requireConsistency(account) }
        let selection = try? host.select(wish)
        guard case .granted(let grant)? = selection else {
            #expect(told.chosen == nil && told.reason == .noneEligible)
            return
        }
        #expect(told.chosen == host.pool.accountID(of: grant.lease))
        #expect((told.reason == .halfOpen) == grant.lease.isProbe)
        held.append(grant.lease)
    }

    /// The state is what the first rule says that the account does not pass.
    private func requireConsistency(_ account: AccountExplanation) {
        let states: [RuleOutcome.Rule: AccountState] = [
            .enabled: .disabled, .rotation: .draining, .credential: .authFailed,
            .model: .modelUnsupported, .request: .excluded, .quota: .quota,
            .cooldown: .cooldown, .capacity: .atCapacity, .recovery: .atCapacity,
        ]
        guard account.state != .halfOpen else { return }
        let first = account.rules.first { !$0.passed && states[$0.rule] != nil }
        #expect(account.state == first.flatMap { states[$0.rule] } ?? .available)
        let hasCause: Set<AccountState> = [.authFailed, .quota, .cooldown]
        #expect((account.cause != nil) == hasCause.contains(account.state))
    }

    @Test func `it names the rule that ranks`() throws {
        var host = Host([
            Account(id: "a", provider: "p", priority: 10), Account(id: "b", provider: "p"),
        ])
        let told = try explain(&host)
        #expect(told.chosen == "a" && told.reason == .priority)
        let (a, b) = (told.accounts[0].rules, told.accounts[1].rules)
        #expect(a.contains(RuleOutcome(rule: .priority, passed: true, value: "10")))
        #expect(a.contains(RuleOutcome(rule: .order, passed: true, value: "least_busy: 0")))
        #expect(b.contains(RuleOutcome(rule: .priority, passed: false, value: "100")))
        #expect(!b.contains { $0.rule == .order })
    }

    @Test func `what Summary says of the next is the first that Explain tells of`() throws {
        let blocks: [Block] = [.indefinite, .until(Host.startUnix + .hours(12), basis: .default)]
        for (block, first) in zip(blocks, [Interval.hours(1), .minutes(72)]) {
            var host = Host("a")
            try host.use(.exhausted(block))
            let told = try explain(&host).accounts[0]
            #expect(told.probe == first)
            #expect(told.eligible == (block == .indefinite ? nil : .hours(12)))
            let summary = try host.pool.summary(provider: "p", model: nil, now: host.now)
            #expect(summary.first?.nextEligible == first)
            host.pass(first)
            #expect(try explain(&host).accounts[0].probe == .zero)
            #expect(try host.lease().isProbe)
            #expect(try explain(&host).accounts[0].probe == nil)
        }
        var host = Host("a")
        try host.use(.throttled(host.until(.minutes(5))))
        #expect(try explain(&host).accounts[0].probe == nil)
    }

    @Test func `a busy session's account is waited for`() throws {
        var host = Host("a", "b")
        let session = SessionName(uid: Host.user, client: "c", key: "s")
        _ = try host.lease(Wish(provider: "p", session: session))
        let wish = Wish(provider: "p", session: session, wait: .seconds(1))
        let told = try explain(&host, wish)
        #expect(told.chosen == nil && told.reason == .sessionBusy)
        #expect(
            told.accounts[0].rules.contains(
                RuleOutcome(rule: .session, passed: true, value: nil)))
    }

    @Test func `a live lease's request is judged as it stands`() throws {
        var host = Host("a", "b")
        let lease = try host.lease(Wish(provider: "p", excluded: ["b"]))
        let told = try host.pool.explain(lease.id, uid: nil, now: host.now)
        #expect(told.chosen == "a" && told.reason == .held)
        #expect(told.accounts.map(\.state) == [.atCapacity, .excluded])
        try host.release(lease)
        #expect(throws: Refusal.leaseUnknown) {
            _ = try host.pool.explain(lease.id, uid: nil, now: host.now)
        }
    }
}
