import Leasing
import Testing

struct PoolVerdictTests {
    private static let overload = Finding(.overloaded, retry: .other, rule: "overloaded")

    private func wish(attempt: Int) -> Wish {
        Wish(provider: "p", attempt: attempt)
    }

    @Test(arguments: [
        Finding.Category.ok, .clientError, .clientCancelled, .prematureClose, .networkBlocked,
    ])
    func `what another account would not mend is not tried again`(category: Finding.Category) throws
    {
        var host = Host("a", "b")
        let judgement = try host.use(Finding(category, retry: .other, rule: "r"))
        #expect(judgement.advice == .none && judgement.limit == nil)
    }

    @Test func `what the upstream says helps nowhere is not tried again`() throws {
        var host = Host("a", "b")
        let judgement = try host.use(Finding(.overloaded, retry: .none, rule: "r"))
        #expect(judgement.advice == .none && judgement.limit == nil)
    }

    @Test func `G30 once bytes have reached the caller nothing is tried again`() throws {
        var host = Host("a", "b")
        let judgement = try host.report(try host.lease(), .throttled(), isStreamed: true)
        #expect(judgement.advice == .none && judgement.limit == .streamed)
    }

    @Test func `bytes that have reached the caller are named, whatever the upstream suggests`()
        throws
    {
        var host = Host("a", "b")
        let finding = Finding(.emptyResponse, retry: .none, rule: "r")
        let judgement = try host.report(try host.lease(), finding, isStreamed: true)
        #expect(judgement.advice == .none && judgement.limit == .streamed)
    }

    @Test func `G30 streaming comes before the same account`() throws {
        var host = Host([Account(id: "a", provider: "p", canRefresh: true)])
        host.pool.attachKeeper(true)
        let lease = try host.lease()
        let judgement = try host.report(lease, .unauthorized(), isStreamed: true, releases: false)
        #expect(judgement.advice == .none && judgement.limit == .streamed)
        #expect(judgement.leaseState == .active)
    }

    @Test func `the same account comes before the attempts`() throws {
        var host = Host([Account(id: "a", provider: "p", canRefresh: true)])
        host.pool.attachKeeper(true)
        #expect(try host.use(.unauthorized(), wish(attempt: 9)).advice == .same)
    }

    @Test func `an account that lends nothing more is not tried again, whatever its credential`()
        throws
    {
        var host = Host([
            Account(id: "a", provider: "p", canRefresh: true), Account(id: "b", provider: "p"),
        ])
        host.pool.attachKeeper(true)
        let leases = try (0..<2).map { _ in try host.lease(Wish(provider: "p", account: "a")) }
        let others = ["b", "c"].map { Account(id: $0, provider: "p") }
        host.pool.adopt(others, now: host.moment)
        #expect(try host.report(leases[0], .unauthorized()).advice == .other)
        try host.pool.credentialRotated(
            account: "a", generation: 2, expiresAt: nil, now: host.moment)
        let stale = try host.report(leases[1], .unauthorized())
        #expect(stale.skip == .staleGeneration)
        #expect(stale.advice != .same)
    }

    @Test func `another account that is available is the next`() throws {
        var host = Host("a", "b")
        let judgement = try host.use(.throttled())
        #expect(judgement.advice == .other && judgement.retryAfter == .zero)
    }

    @Test func `an account that the request has tried is not another`() throws {
        var host = Host("a", "b", "c")
        try host.use(.exhausted(host.until(.hours(1))), Wish(provider: "p", account: "c"))
        let block = host.until(.hours(1))
        let judgement = try host.use(
            .exhausted(block), Wish(provider: "p", excluded: ["a"], attempt: 2))
        #expect(judgement.advice == .none)
        #expect(judgement.retryAfter == .hours(1))
    }

    @Test func `a full account is waited for`() throws {
        var host = Host("a", "b", "c", capacity: 1)
        for id in ["b", "c"] { _ = try host.lease(Wish(provider: "p", account: id)) }
        let judgement = try host.use(.throttled(host.until(.hours(1))))
        #expect(judgement.advice == .wait && judgement.retryAfter == .zero)
    }

    @Test(arguments: [(30_000, Advice.wait), (30_001, .none)])
    func `an account that is available within thirty seconds is waited for`(
        milliseconds: Int, advice: Advice
    ) throws {
        var host = Host("a", "b")
        try host.use(.throttled(host.until(.hours(1))), Wish(provider: "p", account: "b"))
        let length = Interval.milliseconds(Int64(milliseconds))
        let judgement = try host.use(.throttled(host.until(length)))
        #expect(judgement.advice == advice && judgement.retryAfter == length)
        #expect(judgement.limit == nil)
    }

    @Test func `nothing is advised when nothing will come by itself but a probe`() throws {
        var host = Host("a")
        let judgement = try host.use(.exhausted(.indefinite))
        #expect(judgement.advice == .none && judgement.retryAfter == .hours(1))
    }

    @Test func `G7 a request has three attempts, or as many as there are accounts`() throws {
        var host = Host("a", "b", "c", "d", capacity: 9)
        let limits = try (1...3).map { try host.use(Self.throttle, wish(attempt: $0)).limit }
        #expect(limits == [nil, nil, .attempts])
        var pair = Host("a", "b", capacity: 9)
        let pairLimits = try (1...2).map {
            try pair.use(Self.throttle, wish(attempt: $0)).limit
        }
        #expect(pairLimits == [nil, .attempts])
    }

    /// A throttle of a model that nobody asks for: it leaves the accounts available.
    private static let throttle = Finding(
        .rateLimited, scope: .models(ModelPattern("none")), block: .ladder(.quota), retry: .other,
        rule: "r")

    @Test func `an overloaded upstream is tried once more, an empty answer twice`() throws {
        var host = Host("a", "b", "c", "d", capacity: 9)
        let overloads = try (1...2).map { try host.use(Self.overload, wish(attempt: $0)) }
        #expect(overloads.map(\.advice) == [.other, .none])
        #expect(overloads.map(\.limit) == [nil, .attempts])
        let empty = Finding(.emptyResponse, retry: .other, rule: "empty")
        let answers = try (1...3).map { try host.use(empty, wish(attempt: $0)) }
        #expect(answers.map(\.advice) == [.other, .other, .none])
    }

    @Test func `the last survivor is tried again however small the pool`() throws {
        var host = Host("a", capacity: 9)
        let answers = try (1...3).map { attempt in
            let judgement = try host.use(
                .transient(host.until(.seconds(30))), wish(attempt: attempt))
            host.pass(.seconds(1))
            return judgement
        }
        #expect(answers.map(\.advice) == [.wait, .wait, .none])
        #expect(answers.map(\.retryAfter) == [.seconds(1), .seconds(1), .seconds(1)])
        #expect(answers[2].limit == .attempts)
    }

    @Test func `G7 a storm of failures is not doubled`() throws {
        var host = Host("a", "b", capacity: 99)
        let answers = try (0..<12).map { _ in try host.use(Self.throttle) }
        #expect(answers.map(\.advice).prefix(10).allSatisfy { $0 == .other })
        #expect(answers.suffix(2).allSatisfy { $0.advice == .none && $0.limit == .budget })
        for _ in 0..<5 { try host.use(.ok) }
        #expect(try host.use(Self.throttle).advice == .other)
        #expect(try host.use(Self.throttle).limit == .budget)
        host.pass(.milliseconds(10_250))
        #expect(try host.use(Self.throttle).advice == .other)
    }

    @Test func `one provider's budget is not another's`() throws {
        var host = Host([
            Account(id: "a", provider: "p", maxInFlight: 99),
            Account(id: "b", provider: "p", maxInFlight: 99),
            Account(id: "c", provider: "q", maxInFlight: 99),
            Account(id: "d", provider: "q", maxInFlight: 99),
        ])
        for _ in 0..<11 { try host.use(Self.throttle) }
        #expect(try host.use(Self.throttle).limit == .budget)
        #expect(try host.use(Self.throttle, Wish(provider: "q")).limit == nil)
    }

    @Test func `the attempts are named before the budget`() throws {
        var host = Host("a", "b", capacity: 99)
        for _ in 0..<11 { try host.use(Self.throttle) }
        #expect(try host.use(Self.throttle, wish(attempt: 2)).limit == .attempts)
    }
}
