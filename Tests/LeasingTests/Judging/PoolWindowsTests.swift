import Leasing
import Testing

struct PoolWindowsTests {
    private func reading(
        _ host: Host, full: Bool, reset: Interval?, percent: Double? = nil
    ) -> Finding {
        let window = WindowReading(
            "primary", usedPercent: percent, isLimitReached: full,
            resetsAt: reset.map { host.unix(host.now + $0) }, source: .header)
        return Finding(.ok, rule: "ok", readings: [window])
    }

    private func window(_ host: Host) throws -> QuotaWindow {
        try #require(try host.account("a").records.windows.first)
    }

    @Test func `G15 an exhausted quota blocks until its reset, and opens by arithmetic`() throws {
        var host = Host("a")
        let judgement = try host.use(.exhausted(host.until(.hours(2))))
        #expect(judgement.accountState == .quota && judgement.blocked == .hours(2))
        host.pass(.hours(2) + Interval(nanoseconds: -1))
        // It would be tried out, for there is no other.
        #expect(try host.state("a") == .halfOpen)
        host.pass(Interval(nanoseconds: 1))
        #expect(try host.leasedAccount() == "a")
        #expect(try window(host).isLimitReached)
    }

    @Test func `a shorter reset does not shorten, a longer one lengthens`() throws {
        var host = Host("a", capacity: 4)
        let leases = try (0..<4).map { _ in try host.lease() }
        let lengths: [(Int64, Int64)] = [(60, 60), (30, 60), (90, 90), (10, 90)]
        for (lease, (said, kept)) in zip(leases, lengths) {
            let judgement = try host.report(lease, .exhausted(host.until(.minutes(said))))
            #expect(judgement.blocked == .minutes(kept))
        }
    }

    @Test func `a block is compared with blocks, not with the reset of an open window`() throws {
        var host = Host("a", capacity: 2)
        try host.use(reading(host, full: false, reset: .hours(5), percent: 40))
        let judgement = try host.use(.exhausted(host.until(.seconds(30))))
        #expect(judgement.blocked == .seconds(30))
    }

    @Test func `a reset that has passed exhausts nothing`() throws {
        var host = Host("a", capacity: 2)
        let judgement = try host.use(.exhausted(host.until(.seconds(-30))))
        #expect(judgement.accountState == .available && judgement.blocked == .zero)
        try host.use(reading(host, full: true, reset: .seconds(-30)))
        #expect(try host.state("a") == .available)
    }

    @Test func `headers end a reached limit only for a lease that is younger than it`() throws {
        var host = Host([
            Account(id: "a", provider: "p", maxInFlight: 3, ignoredWindows: ["primary"])
        ])
        let older = try host.lease(), exhausted = try host.lease()
        _ = try host.report(exhausted, .exhausted(host.until(.hours(2))))
        let younger = try host.lease()
        _ = try host.report(older, reading(host, full: false, reset: .hours(4)))
        #expect(try window(host).blocks(at: host.now))
        #expect(try window(host).blockEnd == host.now + .hours(2))
        _ = try host.report(younger, reading(host, full: false, reset: .hours(4)))
        #expect(try !window(host).blocks(at: host.now))
    }

    @Test func `late headers lengthen a reached limit and do not shorten it`() throws {
        var host = Host("a", capacity: 3)
        let leases = try (0..<3).map { _ in try host.lease() }
        _ = try host.report(leases[0], .exhausted(host.until(.hours(2))))
        _ = try host.report(leases[1], reading(host, full: true, reset: .hours(1)))
        #expect(try window(host).blockEnd == host.now + .hours(2))
        _ = try host.report(leases[2], reading(host, full: true, reset: .hours(3)))
        #expect(try window(host).blockEnd == host.now + .hours(3))
    }

    @Test func `headers that name no reset leave the known one`() throws {
        var host = Host("a", capacity: 3)
        let leases = try (0..<3).map { _ in try host.lease() }
        _ = try host.report(leases[0], .exhausted(host.until(.hours(2))))
        _ = try host.report(leases[1], reading(host, full: true, reset: nil))
        #expect(try window(host).blockEnd == host.now + .hours(2))
    }

    @Test func `a success of a younger lease corrects the reset of a reached limit`() throws {
        var host = Host([
            Account(id: "a", provider: "p", maxInFlight: 3, ignoredWindows: ["primary"])
        ])
        try host.use(.exhausted(host.until(.hours(5))))
        try host.use(reading(host, full: true, reset: .hours(1)))
        #expect(try window(host).blockEnd == host.now + .hours(1))
    }

    @Test func `headers show what is used, and exhaust as well`() throws {
        var host = Host("a", capacity: 3)
        try host.use(reading(host, full: false, reset: .hours(4), percent: 61.5))
        #expect(try window(host).usedPercent == 61.5)
        let lease = try host.lease()
        let judgement = try host.report(lease, reading(host, full: true, reset: .hours(4)))
        #expect(judgement.accountState == .quota)
        #expect(judgement.blocked == .hours(4))
    }

    @Test func `a quota of some models blocks those`() throws {
        var host = Host("a", capacity: 4)
        let scope = Finding.Scope.models(ModelPattern("opus-*"))
        try host.use(
            .exhausted(host.until(.hours(2)), window: "7d_opus", scope),
            Wish(provider: "p", model: "opus-4"))
        #expect(try host.state("a", for: "opus-5") == .quota)
        #expect(try host.state("a", for: "sonnet-4") == .available)
    }

    @Test func `a quota without a reset climbs the ladder and is a quota to people`() throws {
        var host = Host("a")
        for seconds: Int64 in [60, 300, 1800] {
            let judgement = try host.use(.exhausted(.ladder(.quota)))
            #expect(judgement.accountState == .quota)
            #expect(judgement.blocked == .seconds(seconds))
            host.pass(.seconds(seconds))
        }
    }

    @Test func `a success ends no quota`() throws {
        var host = Host([
            Account(id: "a", provider: "p", maxInFlight: 3, ignoredWindows: ["primary"])
        ])
        try host.use(.exhausted(host.until(.hours(2))))
        try host.use(.ok)
        #expect(try window(host).blocks(at: host.now))
    }

    @Test func `a window that opens and one that is exhausted are facts`() throws {
        var host = Host([
            Account(id: "a", provider: "p", maxInFlight: 3, ignoredWindows: ["primary"])
        ])
        try host.use(.exhausted(host.until(.hours(2))))
        try host.use(reading(host, full: false, reset: .hours(4)))
        try host.use(reading(host, full: false, reset: .hours(4)))
        let states = host.pool.takeFacts().compactMap { fact -> Bool? in
            if case .window(let window, "a") = fact { window.blocks(at: host.now) } else { nil }
        }
        #expect(states == [true, false])
    }

    @Test func `of too many windows the open ones make room first`() throws {
        var host = Host("a", capacity: 4)
        let lease = try host.lease()
        _ = try host.report(lease, .exhausted(host.until(.minutes(1))), releases: false)
        for number in 0..<(2 * Limits.recordsPerAccount) {
            let window = WindowReading(
                "w\(number)", resetsAt: host.unix(host.now + .hours(9)), source: .header)
            _ = try host.report(
                lease, Finding(.ok, rule: "ok", readings: [window]), releases: false)
        }
        let windows = try host.account("a").records.windows
        #expect(windows.count == Limits.recordsPerAccount)
        #expect(windows.contains { $0.name == "primary" })
        #expect(try host.state("a") == .quota)
    }
}
