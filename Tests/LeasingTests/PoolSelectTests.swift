import Leasing
import Testing

struct PoolSelectTests {
    @Test func `the account with the fewest in flight is lent`() throws {
        var host = Host("a", "b", "c", capacity: 3)
        let first = try host.lease()
        #expect(host.pool.accountID(of: first) == "a")
        #expect(try host.leasedAccount() == "b")
        #expect(try host.leasedAccount() == "c")
        try host.release(first)
        #expect(try host.leasedAccount() == "a")
    }

    @Test func `of equals the one that has rested longest is lent, and first the smallest id`()
        throws
    {
        var host = Host("c", "a", "b")
        let leases = try (0..<3).map { _ in try host.lease() }
        #expect(leases.map { host.pool.accountID(of: $0) } == ["a", "b", "c"])
        for place in [1, 0, 2] { try host.release(leases[place]) }
        #expect(try (0..<3).map { _ in try host.leasedAccount() } == ["b", "a", "c"])
    }

    @Test func `a higher tier is used when the lower one is full`() throws {
        var host = Host([
            Account(id: "a", provider: "p", maxInFlight: 4, priority: 200),
            Account(id: "b", provider: "p", maxInFlight: 2, priority: 100),
        ])
        #expect(try (0..<3).map { _ in try host.leasedAccount() } == ["b", "b", "a"])
    }

    @Test func `a lease that ended badly counts as in flight for two seconds`() throws {
        var host = Host("a", "b", capacity: 2)
        let overload = Finding(
            .overloaded, scope: .models(ModelPattern("other")), block: host.until(.seconds(1)),
            retry: .other, rule: "charged")
        try host.use(overload)
        for _ in 0..<3 {
            let lease = try host.lease()
            #expect(host.pool.accountID(of: lease) == "b")
            try host.release(lease)
        }
        host.pass(.milliseconds(1999))
        try host.release(try host.lease())
        #expect(try host.leasedAccount() == "b")
        host.pass(.milliseconds(1))
        #expect(try host.leasedAccount() == "a")
    }

    @Test func `G19 a failure counts for the order and not for the capacity`() throws {
        var host = Host("a", capacity: 1)
        for _ in 0..<3 {
            try host.use(
                Finding(
                    .transient, scope: .models(ModelPattern("other")),
                    block: host.until(.seconds(1)), retry: .other, rule: "charged"),
                Wish(provider: "p", model: "x"))
            host.pass(.seconds(1))
        }
    }

    @Test func `an unknown provider, model and account are named`() {
        var host = Host([
            Account(id: "a", provider: "p", models: [ModelPattern("m")]),
            Account(id: "z", provider: "q"),
        ])
        #expect(host.refusal(of: Wish(provider: "x")) == .unknownProvider)
        #expect(host.refusal(of: Wish(provider: "p", model: "n")) == .unknownModel)
        #expect(host.refusal(of: Wish(provider: "p", account: "b")) == .unknownAccount)
        #expect(host.refusal(of: Wish(provider: "p", account: "z")) == .unknownAccount)
    }

    @Test func `a term is at most an hour and at least a second`() throws {
        var host = Host("a", capacity: 9)
        func term(_ wish: Wish) throws -> Interval {
            let lease = try host.lease(wish)
            return lease.deadline - lease.grantedAt
        }
        #expect(try term(Wish(provider: "p")) == .hours(1))
        #expect(try term(Wish(provider: "p", term: .hours(2))) == .hours(1))
        #expect(try term(Wish(provider: "p", term: .zero)) == .seconds(1))
        #expect(try term(Wish(provider: "p", term: .seconds(7))) == .seconds(7))
        #expect(try term(Wish(provider: "p", isDetached: true)) == .seconds(30))
        let wish = Wish(provider: "p", term: .hours(2), isDetached: true)
        #expect(try term(wish) == .hours(1))
    }

    @Test func `ten thousand accounts are lent in turn`() throws {
        let ids = (0..<10_000).map { String(100_000 + $0) }
        var host = Host(ids.map { Account(id: $0, provider: "p", maxInFlight: 1) })
        for id in ids.prefix(2000) {
            let lease = try host.lease()
            #expect(host.pool.accountID(of: lease) == id)
        }
    }
}
