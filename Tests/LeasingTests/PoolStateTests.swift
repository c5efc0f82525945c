import Leasing
import Testing

struct PoolStateTests {
    @Test func `an account counts in the first state that applies`() throws {
        var host = Host("a", capacity: 1)
        let lease = try host.lease(Wish(provider: "p", model: "m"))
        #expect(try host.state("a", for: "m") == .atCapacity)
        let block = host.until(.minutes(10))
        _ = try host.report(lease, .throttled(block), releases: false)
        #expect(try host.state("a", for: "m") == .cooldown)
        _ = try host.report(lease, .exhausted(block), releases: false)
        #expect(try host.state("a", for: "m") == .quota)
        _ = try host.report(
            lease,
            Finding(
                .modelUnsupported, scope: .models(ModelPattern("m")), block: block, rule: "no"),
            releases: false)
        #expect(try host.state("a", for: "m") == .modelUnsupported)
        #expect(try host.state("a") == .quota)
        _ = try host.report(lease, .unauthorized(), releases: false)
        #expect(try host.state("a", for: "m") == .authFailed)
        var changed = Account(id: "a", provider: "p", isDraining: true)
        host.pool.adopt([changed], now: host.moment)
        #expect(try host.state("a", for: "m") == .draining)
        changed.isEnabled = false
        host.pool.adopt([changed], now: host.moment)
        #expect(try host.state("a", for: "m") == .disabled)
    }

    @Test func `without a model only records of the whole account count`() throws {
        var host = Host("a", capacity: 2)
        let block = host.until(.minutes(10))
        try host.use(
            .throttled(block, .models(ModelPattern("m"))), Wish(provider: "p", model: "m"))
        #expect(try host.state("a") == .available)
        #expect(try host.state("a", for: "m") == .cooldown)
        #expect(try host.state("a", for: "n") == .available)
        _ = try host.lease()
        _ = try host.lease(Wish(provider: "p", model: "n"))
    }

    @Test func `what an account will not serve is not waited for, though its block will end`()
        throws
    {
        var host = Host([
            Account(id: "a", provider: "p", models: [ModelPattern("x")]),
            Account(id: "b", provider: "p", models: [ModelPattern("y")], isEnabled: false),
        ])
        try host.use(.unauthorized(), Wish(provider: "p", model: "x"))
        let (counts, retryAfter, _) = try host.blocked(
            Wish(provider: "p", model: "y", wait: .minutes(1), timeout: .minutes(2)))
        #expect(counts[.authFailed] == 1 && counts[.disabled] == 1)
        #expect(retryAfter == nil)
    }

    @Test func `the first change is that of the account which is free of all its blocks first`()
        throws
    {
        var host = Host("a", "b")
        let leases = try (0..<2).map { _ in try host.lease() }
        let (short, long) = (host.until(.seconds(10)), host.until(.seconds(40)))
        _ = try host.report(leases[0], .throttled(short), releases: false)
        _ = try host.report(leases[0], .exhausted(long))
        _ = try host.report(leases[1], .exhausted(host.until(.seconds(20))))
        #expect(try host.blocked().retryAfter == .seconds(20))
    }

    @Test func `an indefinite block has no end of its own, only its probes`() throws {
        var host = Host("a")
        let lease = try host.lease()
        let first = host.now + .hours(1)
        _ = try host.report(lease, .exhausted(.indefinite))
        #expect(try host.blocked(Wish(provider: "p", wait: .seconds(9))).retryAfter == .hours(1))
        host.pass(.seconds(2))
        #expect(host.pool.nextDeadline == first)
        host.pass(.hours(1))
        #expect(host.pool.nextDeadline == nil)
        #expect(try host.state("a") == .halfOpen)
    }

    @Test func `an excluded account's end is nothing to the request`() throws {
        var host = Host("a", "b")
        try host.use(.throttled(host.until(.seconds(5))), Wish(provider: "p", account: "a"))
        try host.use(.throttled(host.until(.seconds(9))), Wish(provider: "p", account: "b"))
        let wish = Wish(provider: "p", excluded: ["a"])
        let (counts, retryAfter, _) = try host.blocked(wish)
        #expect(counts[.excluded] == 1 && counts[.cooldown] == 1)
        #expect(retryAfter == .seconds(9))
    }
}
