import Leasing
import Testing

struct QuotaWindowTests {
    /// An account that has heard of one window.
    private func host(_ used: Double?, resetsAfter reset: Interval?, most: Int?) throws -> Host {
        var host = Host([
            Account(id: "a", provider: "p", maxInFlight: 9, maxUsedPercent: most),
            Account(id: "b", provider: "p", maxInFlight: 9, priority: 200),
        ])
        let reading = WindowReading(
            "5h", usedPercent: used, resetsAt: reset.map { host.unix(host.now + $0) },
            source: .header)
        try host.use(Finding(.ok, rule: "test.ok", readings: [reading]))
        return host
    }

    @Test(arguments: [(89.9, AccountState.available), (90, .quota), (100, .quota)])
    func `an account rests from its used percent on until the window resets`(
        used: Double, state: AccountState
    ) throws {
        var host = try host(used, resetsAfter: .hours(1), most: 90)
        #expect(try host.state("a") == state)
        #expect(try host.leasedAccount() == (state == .quota ? "b" : "a"))
        host.pass(.hours(1))
        #expect(try host.state("a") == .available)
    }

    @Test func `another bound counts at once`() throws {
        var host = try host(95, resetsAfter: nil, most: 90)
        #expect(try host.state("a") == .quota)
        host.pool.adopt(
            [Account(id: "a", provider: "p", maxUsedPercent: 96)], now: host.moment)
        #expect(try host.state("a") == .available)
        host.pool.adopt([Account(id: "a", provider: "p", maxUsedPercent: 90)], now: host.moment)
        #expect(try host.state("a") == .quota)
    }

    @Test(arguments: [nil, 90]) func `what nobody said excludes nothing`(most: Int?) throws {
        #expect(try host(nil, resetsAfter: .hours(1), most: most).state("a") == .available)
        #expect(try host(100, resetsAfter: .hours(1), most: nil).state("a") == .available)
    }

    @Test func `who waits is served when the window resets`() throws {
        var host = try host(95, resetsAfter: .seconds(3), most: 90)
        _ = try host.wait(Wish(provider: "p", account: "a", wait: .seconds(5)))
        host.pass(.seconds(3))
        #expect(host.grantedAccounts() == ["a"])
    }

    private func window(_ reading: WindowReading) throws -> QuotaWindow {
        var host = Host("a")
        try host.use(Finding(.ok, rule: "ok", readings: [reading]))
        return try #require(try host.account("a").records.windows.first)
    }

    @Test func `a window whose reset has passed is open by arithmetic, and unused`() throws {
        let reset = Host.start + .minutes(5)
        let window = try window(
            WindowReading(
                "primary", usedPercent: 100, isLimitReached: true,
                resetsAt: Host.startUnix + .minutes(5), source: .header))
        let before = reset + Interval(nanoseconds: -1)
        #expect(window.blocks(at: before) && !window.blocks(at: reset))
        #expect(window.usedPercent(at: before) == 100)
        #expect(window.usedPercent(at: reset) == 0)
        #expect(window.blockEnd == reset)
    }

    @Test func `a full window without a reset blocks for ever`() throws {
        let window = try window(WindowReading("primary", isLimitReached: true, source: .header))
        #expect(window.blocks(at: .distantFuture))
        #expect(window.usedPercent(at: .distantFuture) == nil)
    }

    @Test func `a window with something left blocks nothing`() throws {
        let window = try window(
            WindowReading("primary", usedPercent: 99.5, source: .header))
        #expect(!window.blocks(at: Host.start))
        #expect(window.usedPercent(at: Host.start) == 99.5)
    }
}
