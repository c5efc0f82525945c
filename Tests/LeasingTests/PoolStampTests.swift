import Leasing
import Seeding
import Testing

struct PoolStampTests {
    /// What a summary shows that does not follow from the time alone.
    private func sight(_ host: Host) throws -> [String] {
        try host.pool.summary(provider: nil, model: nil, now: host.now).map {
            "\($0.provider) \($0.counts) \($0.inUse) \($0.waiters)"
                + " \($0.nextEligible.map { host.now + $0 } as Any)"
        }
    }

    @Test(arguments: 0..<40)
    func `no summary changes while the stamp is the same`(seed: UInt64) throws {
        var host = Host("a", "b", "c", capacity: 2)
        var random = SeededRandom(seed: seed)
        var leases: [Lease] = []
        var tickets: [Ticket] = []
        for step in 0..<200 {
            let (stamp, before) = (host.pool.stamp, try sight(host))
            switch Int.random(in: 0..<7, using: &random) {
            case 0, 1:
                let wish = Wish(provider: "p", model: Bool.random(using: &random) ? "x" : nil)
                if case .granted(let grant)? = try? host.select(wish) { leases.append(grant.lease) }
            case 2:
                let wish = Wish(provider: "p", wait: .seconds(2))
                switch try? host.select(wish) {
                case .granted(let grant)?: leases.append(grant.lease)
                case .waiting(let ticket)?: tickets.append(ticket)
                case nil: break
                }
            case 3: if let lease = leases.popLast() { try? host.release(lease) }
            case 4:
                let findings = [
                    Finding.throttled(), .ok, .exhausted(host.until(.seconds(3))),
                    .transient(host.until(.seconds(2)), .models(ModelPattern("x"))),
                ]
                guard let lease = leases.popLast(),
                    let finding = findings.randomElement(using: &random)
                else { break }
                _ = try? host.report(lease, finding)
            case 5: if let ticket = tickets.popLast() { _ = host.pool.cancel(ticket) }
            case _: host.pass(.milliseconds(.random(in: 1...1500, using: &random)))
            }
            guard host.pool.stamp == stamp else { continue }
            #expect(try sight(host) == before, "seed \(seed), step \(step)")
        }
    }

    @Test func `what changes nothing leaves the stamp as it is`() throws {
        var host = Host("a")
        let lease = try host.lease()
        let stamp = host.pool.stamp
        _ = try host.pool.renew(
            lease.id, by: host.holder, uid: Host.user, term: nil, now: host.now)
        _ = try host.report(lease, .ok, releases: false)
        host.pass(.seconds(1))
        #expect(host.pool.stamp == stamp)
        try host.release(lease)
        #expect(host.pool.stamp != stamp)
    }
}
