import Leasing
import Testing

struct PoolApplyTests {
    /// Findings that are nobody's fault among the accounts.
    private static let harmless: [Finding] = [
        Finding(.clientError, rule: "r"), Finding(.clientCancelled, rule: "r"),
        Finding(.prematureClose, rule: "r"), Finding(.networkBlocked, rule: "r"),
        Finding(.overloaded, retry: .other, rule: "r"),
        Finding(.emptyResponse, retry: .other, rule: "r"),
        Finding(.transient, retry: .other, rule: "r"),
    ]

    @Test(arguments: harmless)
    func `what is not the account's fault changes no account`(finding: Finding) throws {
        var host = Host("a", "b", capacity: 9)
        let judgement = try host.use(finding)
        let account = try host.account("a")
        #expect(account.records.cooldowns.isEmpty && account.records.windows.isEmpty)
        #expect(account.records.failures == 0 && account.records.lastError == nil)
        #expect(judgement.accountState == .available && judgement.blocked == .zero)
        #expect(try host.leasedAccount() == "b")
        #expect(try host.leasedAccount() == "a")
    }

    @Test(arguments: [
        Finding.Category.clientError, .clientCancelled, .prematureClose, .networkBlocked,
    ])
    func `a request's own fault blocks nothing, even where a block is named`(
        category: Finding.Category
    ) throws {
        var host = Host("a")
        try host.use(
            Finding(category, scope: .account, block: host.until(.hours(1)), rule: "r"))
        #expect(try host.state("a") == .available)
        _ = try host.lease()
    }

    @Test(arguments: [
        Finding.Category.rateLimited, .validationRequired, .permissionDenied, .modelUnsupported,
        .overloaded, .transient, .emptyResponse, .cloudflareChallenge,
    ])
    func `other faults pause as long as the finding says`(category: Finding.Category) throws {
        var host = Host("a", "b", capacity: 9)
        let block = host.until(.minutes(7))
        let finding = Finding(category, scope: .account, block: block, retry: .other, rule: "r")
        let judgement = try host.use(finding)
        #expect(judgement.blocked == .minutes(7))
        #expect(try host.account("a").records.failures == 1)
        #expect(try host.account("a").records.cooldowns.map(\.reason) == [category])
        host.pass(.minutes(7))
        #expect(try host.state("a") == .available)
    }

    @Test func `three empty answers of a path within an hour disable the account`() throws {
        var host = Host("a", capacity: 9)
        let finding = Finding(.cloudflarePathBlock, retry: .other, rule: "cf.path")
        try host.use(finding)
        host.pass(.minutes(59))
        try host.use(finding)
        host.pass(.minutes(2))
        // The first is more than an hour ago by now.
        #expect(try host.use(finding).accountState == .available)
        host.pass(.minutes(10))
        let judgement = try host.use(finding)
        #expect(judgement.accountState == .disabled)
        #expect(judgement.blocked == .untilSomeoneActs)
        #expect(try host.blocked().counts[.disabled] == 1)
        let facts = host.pool.takeFacts()
        guard case .disabled("a", let cause)? = facts.last else {
            Issue.record("no fact")
            return
        }
        #expect(cause.rule == "cf.path")
    }

    @Test func `no rule disables what an operator has disabled`() throws {
        var host = Host("a", capacity: 9)
        let finding = Finding(.cloudflarePathBlock, retry: .other, rule: "cf")
        let late = try host.lease()
        for _ in 0..<2 { try host.use(finding) }
        var account = Account(id: "a", provider: "p")
        account.isEnabled = false
        host.pool.adopt([account], now: host.moment)
        _ = try host.report(late, finding)
        account.isEnabled = true
        host.pool.adopt([account], now: host.moment)
        #expect(try host.state("a") == .available)
    }

    @Test func `a rule's disabling outlives a reload, and ends when an operator disables`() throws {
        var host = Host("a", capacity: 9)
        for _ in 0..<3 { try host.use(Finding(.cloudflarePathBlock, retry: .other, rule: "cf")) }
        var account = Account(id: "a", provider: "p")
        host.pool.adopt([account], now: host.moment)
        #expect(try host.state("a") == .disabled)
        account.isEnabled = false
        host.pool.adopt([account], now: host.moment)
        account.isEnabled = true
        host.pool.adopt([account], now: host.moment)
        #expect(try host.state("a") == .available)
    }

    @Test func `a rule's disabling ends with a new credential, or when it is cleared`() throws {
        for isCleared in [true, false] {
            var host = Host("a", capacity: 9)
            for _ in 0..<3 {
                try host.use(Finding(.cloudflarePathBlock, retry: .other, rule: "cf"))
            }
            if isCleared {
                _ = try host.pool.clearBlocks(of: "a", now: host.now)
            } else {
                let renewed = Account(id: "a", provider: "p", generation: 2)
                host.pool.adopt([renewed], now: host.moment)
            }
            #expect(try host.state("a") == .available)
        }
    }

    @Test func `G8 the last account that could serve is paused for a second only`() throws {
        var host = Host("a", "b", capacity: 2)
        try host.use(.throttled(host.until(.minutes(5))), Wish(provider: "p", account: "b"))
        let judgement = try host.use(.transient(host.until(.seconds(30))))
        #expect(judgement.blocked == .seconds(1))
        #expect(judgement.advice == .wait && judgement.retryAfter == .seconds(1))
        #expect(try host.account("a").records.cooldowns.map(\.level) == [0])
    }

    @Test func `G8 a full account could serve as well, so the other is not the last`() throws {
        var host = Host("a", "b", capacity: 1)
        _ = try host.lease(Wish(provider: "p", account: "b"))
        let judgement = try host.use(.transient(host.until(.seconds(30))))
        #expect(judgement.blocked == .seconds(30))
    }

    @Test func `an account that the request excludes could serve as well`() throws {
        var host = Host("a", "b", capacity: 1)
        let judgement = try host.use(
            .transient(host.until(.seconds(30))), Wish(provider: "p", excluded: ["b"]))
        #expect(judgement.blocked == .seconds(30))
    }

    @Test func `the last survivor of a model is paused for that model`() throws {
        var host = Host([
            Account(id: "a", provider: "p", models: [ModelPattern("*")]),
            Account(id: "b", provider: "p", models: [ModelPattern("y")]),
        ])
        let scope = Finding.Scope.models(ModelPattern("*x"))
        let judgement = try host.use(
            .transient(host.until(.seconds(30)), scope), Wish(provider: "p", model: "*x"))
        #expect(judgement.blocked == .seconds(1))
        #expect(try host.state("a", for: "ax") == .available)
        #expect(try host.state("a", for: "*x") == .cooldown)
    }

    @Test func `the last survivor's second does not shorten what stands`() throws {
        var host = Host("a", capacity: 2)
        let leases = try (0..<2).map { _ in try host.lease() }
        _ = try host.report(leases[0], .throttled(host.until(.seconds(20))))
        let judgement = try host.report(leases[1], .transient(host.until(.seconds(30))))
        #expect(judgement.blocked == .seconds(20))
    }

    @Test(arguments: [Finding.Category.clientError, .clientCancelled, .prematureClose])
    func `G6 a bad request changes no account, whatever is said with it`(
        category: Finding.Category
    ) throws {
        for scope in [Finding.Scope.none, .account, .models(ModelPattern("*"))] {
            for block in [Block.none, .indefinite, .ladder(.throttle)] {
                var host = Host("a", "b", capacity: 2)
                let finding = Finding(category, scope: scope, block: block, rule: "test.400")
                let judgement = try host.use(finding, Wish(provider: "p", account: "a"))
                #expect(judgement.advice == .none && judgement.blocked == .zero)
                let account = try host.account("a")
                #expect(account.state == .available && account.records.cooldowns.isEmpty)
                #expect(account.records.windows.isEmpty && account.records.failures == 0)
                #expect(host.pool.takeFacts().isEmpty)
            }
        }
    }

    @Test func `G9 a provider's overload cools no account`() throws {
        var host = Host("a", capacity: 50)
        for _ in 0..<20 { try host.use(Finding(.overloaded, retry: .other, rule: "r")) }
        #expect(try host.state("a") == .available)
        #expect(try host.account("a").records.failures == 0)
    }
}
