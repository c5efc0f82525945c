import Leasing
import Seeding
import Testing

struct PoolCountingTests {
    private func tally(_ host: Host, _ provider: String = "p") throws -> ProviderTally {
        try #require(
            host.pool.providerTallies(now: host.now).first { $0.provider == provider })
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `each lease that was granted lives or has ended once`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var host = Host("a", "b", capacity: 3)
        var held: [Lease] = []
        for _ in 0..<400 {
            switch random.below(5) {
            case 0...1:
                guard case .granted(let grant)? = try? host.select() else { continue }
                held.append(grant.lease)
            case 2 where !held.isEmpty:
                try? host.release(held.remove(at: random.below(held.count)))
            case 3 where !held.isEmpty:
                let lease = held.remove(at: random.below(held.count))
                _ = host.pool.revoke(lease.id, because: .byOperator, now: host.now)
            default:
                host.pass(.minutes(Int64(random.below(20))))
            }
            let found = try tally(host)
            let ended = Lease.End.allCases.reduce(0) { $0 + found.tally.count(of: $1) }
            #expect(found.tally.grants - ended == found.leases)
            #expect(found.leases == host.pool.liveLeaseCount)
            #expect(found.tally.waits.count == found.tally.grants)
        }
        let found = try tally(host)
        for end in Lease.End.allCases { #expect(found.tally.count(of: end) > 0) }
    }

    @Test func `what internal requests do is not counted`() throws {
        var host = Host("a", "b")
        let wish = Wish(provider: "p", isInternal: true, attempt: 2)
        try host.use(.ok, wish)
        let found = try tally(host).tally
        #expect(found.grants == 0 && found.rotations == 0 && found.waits.count == 0)
        #expect(found.results(of: .ok) == 0 && found.count(of: Lease.End.released) == 0)
        #expect(found.count(of: Advice.none) == 0)
        try host.use(.throttled(), wish)
        #expect(try tally(host).tally.cooldowns(because: .rateLimited) == 1)
    }

    @Test func `a report is counted once, with what was answered`() throws {
        var host = Host("a", "b")
        let lease = try host.lease()
        for _ in 0..<3 {
            _ = try host.report(lease, .throttled(), sequence: 1, releases: false)
        }
        let found = try tally(host).tally
        #expect(found.results(of: .rateLimited) == 1)
        #expect(found.count(of: Advice.other) == 1)
        #expect(found.cooldowns(because: .rateLimited) == 1)
    }

    @Test func `a window is counted when it is found exhausted, not when it opens`() throws {
        var host = Host("a")
        try host.use(.exhausted(host.until(.hours(1))))
        #expect(try tally(host).tally.exhaustions == 1)
        host.pass(.hours(2))
        try host.use(.ok)
        #expect(try tally(host).tally.exhaustions == 1)
    }

    @Test func `one that waited is counted with the time it waited`() throws {
        var host = Host("a")
        let lease = try host.lease()
        _ = try host.wait(Wish(provider: "p", wait: .seconds(60), timeout: .seconds(60)))
        #expect(try tally(host).waiters == 1)
        host.pass(.seconds(7))
        try host.release(lease)
        let found = try tally(host)
        #expect(found.tally.waits.count == 2 && found.tally.waits.seconds == 7)
        #expect(found.waiters == 0 && found.leases == 1)
    }

    @Test func `providers are told by name, those that have lost their accounts too`() throws {
        var host = Host([
            Account(id: "z", provider: "q"), Account(id: "a", provider: "p"),
        ])
        _ = try host.lease(Wish(provider: "q"))
        host.pool.adopt([Account(id: "a", provider: "p")], now: host.moment)
        #expect(host.pool.providerTallies(now: host.now).map(\.provider) == ["p", "q"])
        let gone = try tally(host, "q")
        #expect(gone.leases == 1 && gone.tally.grants == 1 && gone.counts.total == 0)
    }

    @Test func `accounts are counted by state, and the strategy is named`() throws {
        let host = Host(
            [
                Account(id: "a", provider: "p"),
                Account(id: "b", provider: "p", isEnabled: false),
            ], .weighted)
        let found = try tally(host)
        #expect(found.counts[.available] == 1 && found.counts[.disabled] == 1)
        #expect(found.counts.total == 2 && found.strategy == .weighted)
    }
}
