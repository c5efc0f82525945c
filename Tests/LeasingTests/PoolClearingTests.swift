import Leasing
import Testing

struct PoolClearingTests {
    @Test func `a cleared account is lent at once, and to those who wait first`() throws {
        var host = Host("a")
        try host.use(.throttled(host.until(.seconds(50))))
        _ = try host.wait(Wish(provider: "p", wait: .minutes(1), timeout: .minutes(2)))
        _ = host.pool.takeFacts()
        let count = try host.pool.clearBlocks(of: "a", uid: 7, now: host.now)
        #expect(count == 1)
        #expect(host.grantedAccounts() == ["a"])
        guard case .blocksCleared("a", nil, 1, let cause)? = host.pool.takeFacts().first else {
            Issue.record("no fact")
            return
        }
        #expect(cause == Provenance(rule: "operator.cleared", uid: 7, at: host.now))
    }

    @Test func `G13 nothing older returns after a clear`() throws {
        var host = Host("a", capacity: 3)
        let leases = try (0..<3).map { _ in try host.lease() }
        _ = try host.report(leases[0], .exhausted(host.until(.hours(2))))
        _ = try host.pool.clearBlocks(of: "a", now: host.now)
        let judgement = try host.report(leases[1], .exhausted(host.until(.hours(2))))
        #expect(judgement.skip == .clearedSince)
        #expect(judgement.accountState == .available)
        #expect(judgement.leaseState == .ended(.released, at: host.now))
        #expect(try host.report(leases[2], .ok).skip == nil)
        #expect(try host.use(.exhausted(host.until(.hours(2)))).skip == nil)
        #expect(try host.state("a") == .quota)
    }

    @Test func `a repeated report of what was cleared is a repetition`() throws {
        var host = Host("a", capacity: 3)
        let lease = try host.lease()
        _ = try host.pool.clearBlocks(of: "a", now: host.now)
        let first = try host.report(lease, .throttled(), sequence: 4, releases: false)
        #expect(first.skip == .clearedSince)
        let second = try host.report(lease, .throttled(), sequence: 4)
        #expect(second.skip == .duplicateSequence)
        #expect(second.category == .rateLimited)
    }

    @Test func `clearing a model leaves the others and the account as they are`() throws {
        var host = Host("a", capacity: 9)
        let leases = try ["x", "x", "y", "y"].map {
            try host.lease(Wish(provider: "p", model: $0))
        }
        let block = host.until(.hours(1))
        _ = try host.report(leases[0], .throttled(block, .models(ModelPattern("x"))))
        _ = try host.report(leases[2], .throttled(block, .models(ModelPattern("y"))))
        #expect(try host.pool.clearBlocks(of: "a", model: "x", now: host.now) == 1)
        #expect(try host.state("a", for: "x") == .available)
        #expect(try host.state("a", for: "y") == .cooldown)
        #expect(try host.report(leases[1], .throttled()).skip == .clearedSince)
        #expect(try host.report(leases[3], .throttled()).skip == nil)
    }

    @Test func `a dead credential is tried again`() throws {
        var host = Host("a")
        try host.use(.unauthorized(isStructured: true))
        _ = host.pool.takeFacts()
        #expect(try host.pool.clearBlocks(of: "a", now: host.now) == 1)
        #expect(try host.state("a") == .available)
        guard case .status(.active, .ok, "a", _)? = host.pool.takeFacts().last else {
            Issue.record("no fact")
            return
        }
    }

    @Test func `a level that was cleared begins anew`() throws {
        var host = Host("a")
        for _ in 0..<3 {
            try host.use(.throttled())
            host.pass(.seconds(10))
        }
        _ = try host.pool.clearBlocks(of: "a", now: host.now)
        try host.use(.throttled())
        #expect(try host.account("a").records.cooldowns.map(\.level) == [1])
    }

    @Test func `an unknown account has nothing to clear`() {
        var host = Host("a")
        let now = host.now
        #expect(throws: Refusal.unknownAccount) {
            _ = try host.pool.clearBlocks(of: "z", now: now)
        }
    }
}
