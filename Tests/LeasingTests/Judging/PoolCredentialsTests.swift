import Leasing
import Testing

struct PoolCredentialsTests {
    private func host(capacity: Int = 4, keeper: Bool = true) -> Host {
        var host = Host([
            Account(id: "a", provider: "p", maxInFlight: capacity, canRefresh: true)
        ])
        host.pool.attachKeeper(keeper)
        return host
    }

    private func status(_ host: Host, _ id: String = "a") throws -> RotationStatus {
        try host.account(id).records.status
    }

    private func rotate(
        _ host: inout Host, to generation: Int, expiresAt end: UnixTime? = nil
    ) throws {
        try host.pool.credentialRotated(
            account: "a", generation: generation, expiresAt: end, now: host.moment)
    }

    @Test func `one refusal pauses, a second independent one is believed`() throws {
        var host = Host("a", capacity: 4)
        let concurrent = try host.lease()
        let judgement = try host.use(.unauthorized())
        #expect(judgement.accountState == .authFailed && judgement.blocked == .seconds(30))
        _ = try host.report(concurrent, .unauthorized())
        #expect(try status(host) == .active)
        host.pass(.seconds(30))
        #expect(try host.state("a") == .available)
        try host.use(.unauthorized())
        #expect(try status(host) == .expired)
        host.pass(.minutes(59))
        #expect(try host.blocked().counts[.authFailed] == 1)
        host.pass(.hours(48))
        #expect(try status(host) == .expired)
    }

    @Test func `a revoked token confirms a refused one`() throws {
        var host = Host("a", capacity: 4)
        try host.use(.unauthorized())
        host.pass(.seconds(30))
        try host.use(
            Finding(.authRevoked, scope: .account, block: .indefinite, retry: .other, rule: "r"))
        #expect(try status(host) == .expired)
    }

    @Test func `a success between two refusals makes the second the first again`() throws {
        var host = Host("a", capacity: 4)
        try host.use(.unauthorized())
        host.pass(.seconds(30))
        try host.use(.ok)
        try host.use(.unauthorized())
        #expect(try status(host) == .active)
    }

    @Test func `a structured refusal is believed at once`() throws {
        var host = Host("a", capacity: 4)
        try host.use(.unauthorized(isStructured: true))
        #expect(try status(host) == .expired)
        #expect(try host.account("a").blocked == .untilSomeoneActs)
    }

    @Test func `a ban needs two voices that say ban, or a structured one`() throws {
        let ban = Finding(.accountSuspended, scope: .account, block: .indefinite, rule: "ban")
        var host = Host("a", capacity: 4)
        try host.use(.unauthorized())
        host.pass(.seconds(30))
        try host.use(ban)
        #expect(try status(host) == .active)
        host.pass(.seconds(30))
        try host.use(ban)
        #expect(try status(host) == .suspended)
        var other = Host("a")
        var structured = ban
        structured.isStructured = true
        try other.use(structured)
        #expect(try status(other) == .suspended)
    }

    @Test func `a banned account does not become merely expired`() throws {
        var host = host()
        let lease = try host.lease()
        var ban = Finding(.accountSuspended, scope: .account, block: .indefinite, rule: "ban")
        ban.isStructured = true
        try host.use(ban)
        _ = try host.report(lease, .unauthorized(isStructured: true))
        try host.pool.refreshFailed(account: "a", permanently: true, now: host.now)
        #expect(try status(host) == .suspended)
    }

    @Test func `with a keeper a refused token is refreshed, and the client told to come again`()
        throws
    {
        var host = host()
        let judgement = try host.use(.unauthorized(), releases: false)
        #expect(try status(host) == .refreshing(until: host.now + .seconds(30)))
        #expect(judgement.advice == .same && judgement.retryAfter == .zero)
        #expect(judgement.accountState == .authFailed)
        #expect(judgement.blocked == .untilSomeoneActs)
        // The lease is ended whatever the report said of it.
        #expect(judgement.leaseState == .ended(.released, at: host.now))
        #expect(try host.blocked().counts[.authFailed] == 1)
    }

    @Test func `without a keeper, or without a refresh token, nothing is refreshed`() throws {
        var alone = host(keeper: false)
        #expect(try alone.use(.unauthorized()).advice != .same)
        #expect(try status(alone) == .active)
        var key = Host("a")
        key.pool.attachKeeper(true)
        try key.use(.unauthorized())
        #expect(try status(key) == .active)
    }

    @Test func `a refresh ends with the new credential, and who waited is served`() throws {
        var host = host()
        try host.use(.unauthorized())
        var wish = Wish(provider: "p", account: "a", isRepeat: true, wait: .seconds(10))
        wish.timeout = .seconds(20)
        _ = try host.wait(wish)
        try rotate(&host, to: 2)
        let settlements = host.pool.takeSettlements()
        let lease = try #require(settlements.first).result.get().lease
        #expect(lease.generation == 2 && lease.isRepeat)
        #expect(try status(host) == .active)
        #expect(host.pool.nextDeadline.map { $0 > host.now } ?? false)
    }

    @Test func `a refresh that fails for good is an expired account`() throws {
        var host = host()
        try host.use(.unauthorized())
        try host.pool.refreshFailed(account: "a", permanently: false, now: host.now)
        #expect(try status(host) != .expired)
        try host.pool.refreshFailed(account: "a", permanently: true, now: host.now)
        #expect(try status(host) == .expired)
    }

    @Test func `a refresh that nobody answers is an expired account after thirty seconds`() throws {
        var host = host()
        try host.use(.unauthorized())
        host.pass(.milliseconds(29_999))
        #expect(try status(host) != .expired)
        host.pass(.milliseconds(1))
        #expect(try status(host) == .expired)
        try rotate(&host, to: 2)
        #expect(try status(host) == .active)
        _ = try host.lease()
    }

    @Test func `a further refusal does not lengthen the refresh`() throws {
        var host = host()
        let leases = try (0..<2).map { _ in try host.lease() }
        _ = try host.report(leases[0], .unauthorized())
        host.pass(.seconds(10))
        #expect(try host.report(leases[1], .unauthorized()).advice == .same)
        host.pass(.seconds(20))
        #expect(try status(host) == .expired)
    }

    @Test func `a credential that is older than the account's changes nothing`() throws {
        var host = host()
        try rotate(&host, to: 5)
        try host.use(.unauthorized())
        try rotate(&host, to: 5)
        try rotate(&host, to: 4)
        #expect(try host.account("a").account.generation == 5)
        #expect(try status(host) != .active)
    }

    @Test func `a rotation leaves leases and pauses as they are`() throws {
        var host = host()
        let lease = try host.lease()
        try host.use(.throttled(host.until(.seconds(9))))
        try rotate(&host, to: 2)
        #expect(try host.state("a") == .cooldown)
        #expect(try host.pool.lease(lease.id, uid: Host.user, now: host.now).generation == 1)
        host.pass(.seconds(9))
        #expect(try host.lease().generation == 2)
    }

    @Test func `a rotated credential has its own end`() throws {
        var host = host()
        try rotate(&host, to: 2, expiresAt: host.unix(host.now + .minutes(5)))
        _ = try host.lease()
        host.pass(.minutes(5))
        #expect(try host.blocked().counts[.authFailed] == 1)
        try rotate(&host, to: 3, expiresAt: host.unix(host.now + .minutes(5)))
        _ = try host.lease()
    }

    @Test func `a reload with the same credential keeps the end that the pool knows`() throws {
        var host = host()
        try rotate(&host, to: 2, expiresAt: host.unix(host.now + .minutes(5)))
        let stale = Account(
            id: "a", provider: "p", generation: 2, credentialExpiresAt: Host.startUnix)
        host.pool.adopt([stale], now: host.moment)
        _ = try host.lease()
        host.pass(.minutes(5))
        #expect(try host.state("a") == .authFailed)
    }

    @Test func `a refused credential that has been replaced since changes nothing`() throws {
        var host = host()
        let lease = try host.lease()
        try rotate(&host, to: 2)
        let judgement = try host.report(lease, .unauthorized(), releases: false)
        #expect(judgement.skip == .staleGeneration && judgement.advice == .same)
        #expect(judgement.category == .authExpired)
        #expect(judgement.leaseState == .ended(.released, at: host.now))
        #expect(judgement.accountState == .available)
        #expect(try host.account("a").records.failures == 0)
    }

    @Test func `a throttle is the account's and not the credential's`() throws {
        var host = host()
        let lease = try host.lease()
        try rotate(&host, to: 2)
        let judgement = try host.report(lease, .throttled(host.until(.seconds(5))))
        #expect(judgement.skip == nil && judgement.accountState == .cooldown)
    }

    @Test func `three credentials refused in a row within ten minutes are a revoked login`() throws
    {
        var host = host(capacity: 40)
        for generation in 1...3 {
            host.pass(.minutes(4))
            try host.use(.unauthorized())
            if generation < 3 {
                #expect(try status(host) != .expired)
                try rotate(&host, to: generation + 1)
            }
        }
        #expect(try status(host) == .expired)
        let reasons = host.pool.takeFacts().compactMap { fact -> Finding.Category? in
            if case .status(.expired, let reason, "a", _) = fact { reason } else { nil }
        }
        #expect(reasons == [.authRevoked])
    }

    @Test func `one credential refused often is one refusal`() throws {
        var host = host(capacity: 40)
        let leases = try (0..<5).map { _ in try host.lease() }
        for lease in leases { _ = try host.report(lease, .unauthorized()) }
        #expect(try status(host) != .expired)
    }

    @Test func `a success between, or ten minutes, make the count begin anew`() throws {
        var host = host(capacity: 40)
        let early = try host.lease()
        for generation in 1...2 {
            try host.use(.unauthorized())
            try rotate(&host, to: generation + 1)
        }
        // A success of a lease from before the refusals says nothing of what came after.
        _ = try host.report(early, .ok)
        var slow = host
        try host.use(.ok)
        try host.use(.unauthorized())
        #expect(try status(host) != .expired)
        slow.pass(.minutes(10) + .seconds(1))
        try slow.use(.unauthorized())
        #expect(try status(slow) != .expired)
    }

    @Test func `a request gets its second try on the same account once`() throws {
        var host = host()
        try host.use(.unauthorized())
        try rotate(&host, to: 2)
        let again = Wish(provider: "p", account: "a", isRepeat: true)
        #expect(try host.use(.unauthorized(), again).advice != .same)
        #expect(try status(host) != .active)
    }

    @Test func `an unknown account is named`() {
        var host = host()
        let now = host.moment
        #expect(throws: Refusal.unknownAccount) {
            try host.pool.credentialRotated(
                account: "z", generation: 2, expiresAt: nil, now: now)
        }
        #expect(throws: Refusal.unknownAccount) {
            try host.pool.refreshFailed(account: "z", permanently: true, now: now.instant)
        }
    }
}
