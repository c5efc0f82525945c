import Leasing
import Testing

struct PoolKeepingTests {
    /// The pool of another daemon, which takes up what this one has kept, so much later.
    private func successor(
        of host: inout Host, after pause: Interval = .zero, _ accounts: [Account]? = nil
    ) -> Host {
        let memories = host.pool.takeMemoryNews(countsToo: true).memories
        let accounts = accounts ?? memories.map { Account(id: $0.id, provider: $0.provider) }
        var next = Host(accounts)
        next.now = host.now + pause
        next.pool.adopt(accounts, remembering: memories, now: next.moment)
        return next
    }

    @Test func `G14 another daemon stands towards an account as this one did`() throws {
        var host = Host("a", "b", capacity: 4)
        try host.use(.throttled(host.until(.minutes(5))))
        try host.use(.exhausted(host.until(.hours(2))))
        var next = successor(of: &host)
        for id in ["a", "b"] {
            let (one, other) = (try host.account(id), try next.account(id))
            #expect(one.state == other.state && one.blocked == other.blocked)
            #expect(one.records.cooldowns == other.records.cooldowns)
            #expect(one.records.windows == other.records.windows)
            #expect(one.records.failures == 1 && other.records.failures == 1)
        }
        #expect(try next.blocked().retryAfter == .minutes(5))
    }

    @Test func `G16 a restart neither shortens nor extends a block`() throws {
        var host = Host("a")
        try host.use(.throttled(host.until(.minutes(5))))
        var next = successor(of: &host, after: .minutes(4))
        #expect(try next.account("a").blocked == .minutes(1))
        next.pass(.minutes(1))
        #expect(try next.state("a") == .available)
    }

    @Test func `who recovers is not overrun because the daemon was started anew`() throws {
        var host = Host("a", "b", capacity: 9)
        for _ in 0..<2 { try host.use(.throttled(host.until(.minutes(5)))) }
        let accounts = ["a", "b"].map { Account(id: $0, provider: "p", maxInFlight: 9) }
        var next = successor(of: &host, after: .minutes(4), accounts)
        next.pass(.minutes(1))
        for _ in 0..<2 { _ = try next.lease() }
        #expect(throws: Refusal.self) { _ = try next.lease() }
    }

    @Test func `a login that was refused is tried again when its credential is another`() throws {
        var host = Host("a", "b")
        for _ in 0..<2 { try host.use(.unauthorized(isStructured: true)) }
        let accounts = [
            Account(id: "a", provider: "p", generation: 2), Account(id: "b", provider: "p"),
        ]
        let next = successor(of: &host, accounts)
        #expect(try next.state("a") == .available)
        #expect(try next.state("b") == .authFailed)
    }

    @Test func `what a rule has disabled stays so, though an operator had enabled it`()
        throws
    {
        let listed = Account(id: "a", provider: "p", maxInFlight: 9, isEnabled: false)
        var host = Host([listed])
        _ = try host.pool.set(AccountChange(isEnabled: true), of: "a", uid: 0, now: host.now)
        for _ in 0..<3 { try host.use(Finding(.cloudflarePathBlock, retry: .other, rule: "cf")) }
        #expect(try host.state("a") == .disabled)
        let next = successor(of: &host, [listed])
        #expect(try next.account("a").records.disabledBy?.rule == "cf")
        #expect(try next.state("a") == .disabled)
    }

    @Test func `of another provider nothing is taken up, nor of an account that is gone`() throws {
        var host = Host("a", "b")
        for _ in 0..<2 { try host.use(.throttled(host.until(.minutes(5)))) }
        let next = successor(of: &host, [Account(id: "a", provider: "other")])
        #expect(try next.state("a") == .available)
        #expect(next.pool.accountCount == 1)
    }

    @Test func `each change is told once, and requests alone when they are asked for`() throws {
        var host = Host("a", "b")
        #expect(host.pool.takeMemoryNews(countsToo: false).memories.count == 2)
        #expect(!host.pool.hasCounted)
        try host.use(.ok)
        #expect(host.pool.hasCounted)
        #expect(host.pool.takeMemoryNews(countsToo: false).memories.isEmpty)
        let told = host.pool.takeMemoryNews(countsToo: true).memories
        #expect(told.map(\.records.successes) == [1])
        #expect(!host.pool.hasCounted)
    }

    @Test func `where nobody asks nothing is noted`() throws {
        var pool = Pool(firstFence: 1)
        pool.adopt([Account(id: "a", provider: "p")], now: Host("a").moment)
        #expect(pool.takeMemoryNews(countsToo: true).memories.isEmpty)
    }

    @Test func `an operator's act cannot be learnt again, and what an upstream says can`() throws {
        var host = Host("a")
        try host.use(.throttled(host.until(.minutes(5))))
        #expect(!host.pool.takeMemoryNews(countsToo: true).isIrreplaceable)
        _ = try host.pool.clearBlocks(of: "a", uid: 7, now: host.now)
        #expect(host.pool.takeMemoryNews(countsToo: true).isIrreplaceable)
        _ = try host.pool.set(AccountChange(weight: 2), of: "a", uid: 7, now: host.now)
        #expect(host.pool.takeMemoryNews(countsToo: true).isIrreplaceable)
        #expect(!host.pool.takeMemoryNews(countsToo: true).isIrreplaceable)
    }

    @Test func `an account that leaves is kept as it was`() throws {
        var host = Host("a", "b")
        try host.use(.throttled(host.until(.minutes(5))))
        host.pool.adopt([Account(id: "b", provider: "p")], now: host.moment)
        let left = host.pool.takeMemoryNews(countsToo: true).memories.first { $0.id == "a" }
        #expect(left?.records.cooldowns.count == 1)
    }

    @Test func `an account that comes back is not lent against what was known of it`() throws {
        var host = Host("a", "b")
        try host.use(.throttled(host.until(.hours(2))))
        let memories = host.pool.takeMemoryNews(countsToo: true).memories
        let waiting = [Account(id: "b", provider: "p", maxInFlight: 1)]
        host.pool.adopt(waiting, now: host.moment)
        _ = try host.lease()
        _ = try host.wait(Wish(provider: "p", wait: .seconds(60)))
        host.pool.adopt(
            waiting + [Account(id: "a", provider: "p")], remembering: memories, now: host.moment)
        #expect(host.grantedAccounts() == [])
    }

    @Test func `who recovers from a limit does so on, whichever daemon counts`() throws {
        var host = Host("a", "b", capacity: 9)
        try host.use(.throttled(host.until(.minutes(5))))
        host.pass(.minutes(5))
        host.pass(.milliseconds(600))
        let accounts = ["a", "b"].map { Account(id: $0, provider: "p", maxInFlight: 9) }
        let memories = host.pool.takeMemoryNews(countsToo: true).memories
        #expect(
            memories.first { $0.id == "a" }?.allowances.map(\.since) == [
                host.now + .milliseconds(-600)
            ])
        var next = Host([])
        next.now = host.now
        next.pool.adopt(accounts, remembering: memories, now: next.moment)
        var lent: [String] = []
        for _ in 0..<12 { lent.append(try next.leasedAccount()) }
        #expect(lent.count { $0 == "a" } == 3)
    }
}
