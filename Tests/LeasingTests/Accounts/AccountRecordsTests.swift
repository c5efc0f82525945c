import Leasing
import Testing

struct AccountRecordsTests {
    @Test func `a credential past its end is not lent, and ends no earlier`() throws {
        var host = Host([
            Account(
                id: "a", provider: "p",
                credentialExpiresAt: Host.startUnix + .seconds(10))
        ])
        #expect(host.pool.nextDeadline == host.now + .seconds(10))
        try host.use(.ok)
        host.pass(.milliseconds(9999))
        try host.use(.ok)
        host.pass(.milliseconds(1))
        #expect(try host.blocked().counts[.authFailed] == 1)
        #expect(try host.blocked(Wish(provider: "p", wait: .seconds(9))).retryAfter == nil)
    }

    @Test func `an ignored window excludes nothing`() throws {
        let window = WindowReading("code_review", isLimitReached: true, source: .header)
        let finding = Finding(.ok, rule: "ok", readings: [window])
        var strict = Host("a")
        try strict.use(finding)
        #expect(try strict.state("a") == .quota)
        var lax = Host([Account(id: "a", provider: "p", ignoredWindows: ["code_review"])])
        try lax.use(finding)
        #expect(try lax.state("a") == .available)
        #expect(try lax.account("a").records.windows.count == 1)
    }

    @Test func `the last of several blocks is the one that counts`() throws {
        var host = Host("a")
        let lease = try host.lease()
        for seconds: Int64 in [30, 50, 20] {
            let window = "w\(seconds)"
            let block = host.until(.seconds(seconds))
            _ = try host.report(lease, .exhausted(block, window: window), releases: false)
        }
        #expect(try host.account("a").blocked == .seconds(50))
        host.pass(.seconds(30))
        #expect(try host.state("a") == .quota)
        host.pass(.seconds(20))
        #expect(try host.state("a") == .atCapacity)
    }

    @Test func `successes and failures are counted, internal requests apart`() throws {
        var host = Host("a", capacity: 9)
        try host.use(.ok)
        try host.use(Finding(.clientError, rule: "bad"))
        try host.use(.throttled(host.until(.zero)))
        try host.use(.ok, Wish(provider: "p", isInternal: true))
        let records = try host.account("a").records
        #expect(records.successes == 1 && records.failures == 1)
        #expect(records.lastError?.rule == "test.hinted")
    }
}
