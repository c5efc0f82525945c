import Leasing
import Seeding
import Testing

struct PoolLeaseKeepingTests {
    /// A pool, and what a table holds that has all its news.
    private struct House {
        var host: Host
        var table: [Int: LeaseMemory] = [:]
        var holders: [HolderID] = []
        var leases: [Lease] = []
        static let names = ["first-instance", "second-instance"]

        init(_ host: Host) {
            self.host = host
            self.host.pool.beginRememberingLeases()
            reconnect()
        }

        static func slot(_ lease: LeaseMemory) -> Int { Int(lease.id.low & 0xFFFF) }

        mutating func reconnect() {
            holders = Self.names.map { name in
                host.pool.connect(
                    uid: Host.user, instance: InstanceName(uid: Host.user, name: name))
            }
            holders.append(host.holder)
        }

        mutating func keep() {
            for news in host.pool.takeLeaseNews() {
                switch news {
                case .granted(let lease), .moved(let lease): table[Self.slot(lease)] = lease
                case .changed(let slot, let standing): table[slot]?.standing = standing
                }
            }
        }

        /// One thing that clients and time do.
        mutating func step() {
            let now = host.now
            let holder = holders[Int.random(in: 0..<3, using: &host.random)]
            let lease = leases.randomElement(using: &host.random)
            switch Int.random(in: 0..<10, using: &host.random) {
            case 0..<4:
                let wish = Wish(
                    provider: "p", client: "c", excluded: ["b"],
                    term: .seconds(Int64.random(in: 1...100, using: &host.random)),
                    isDetached: Bool.random(using: &host.random), attempt: 2)
                if case .granted(let grant)? = try? host.select(wish, by: holder) {
                    leases.append(grant.lease)
                }
            case 4: if let lease { try? host.release(lease) }
            case 5:
                if let lease {
                    _ = try? host.pool.renew(
                        lease.id, by: holder, uid: Host.user, term: .seconds(50), now: now)
                }
            case 6, 7:
                if let lease {
                    let findings: [Finding] = [.ok, .transient(.none), .unauthorized()]
                    _ = try? host.report(
                        lease, findings[Int.random(in: 0..<3, using: &host.random)],
                        releases: Bool.random(using: &host.random), by: holder)
                }
            case 8: host.pass(.milliseconds(Int64.random(in: 0...3000, using: &host.random)))
            default: if let lease { _ = host.pool.revoke(lease.id, because: .byOperator, now: now) }
            }
        }

        var live: [Lease] {
            (try? host.pool.liveLeases(of: nil, after: 0, limit: .max)) ?? []
        }

        /// Another daemon, which has the table.
        func successor(after pause: Interval = .zero) -> House {
            var next = Host("a", "b", "c", capacity: 3)
            next.now = host.now + pause
            next.pool.advance(to: next.now)
            next.pool.beginRememberingLeases()
            next.pool.restore(
                table.keys.sorted().compactMap { table[$0] }, now: next.now)
            next.random = host.random
            var house = House(next)
            house.leases = leases
            house.table = table
            return house
        }
    }

    private func plain(_ lease: Lease, _ pool: Pool) -> String {
        "\(lease.id) \(lease.fence) \(pool.accountID(of: lease)) \(lease.client)"
            + " \(lease.isDetached) \(lease.deadline) \(lease.sequence) \(lease.isFailing)"
            + " \(lease.attempt) \(lease.uid) \(lease.grantedAt) \(lease.generation)"
            + " \(lease.isProbe)"
    }

    /// The leases with their names, fences, deadlines and reports; the caps; and the next fence.
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `another daemon has the leases of this one, and lends no more than it`(seed: UInt64) throws
    {
        var host = Host("a", "b", "c", capacity: 3)
        host.random = SeededRandom(seed: seed)
        var house = House(host)
        for _ in 0..<8 {
            for _ in 0..<20 {
                house.step()
                house.keep()
            }
            var next = house.successor()
            #expect(
                next.live.map { plain($0, next.host.pool) }
                    == house.live.map { plain($0, house.host.pool) })
            for id in ["a", "b", "c"] {
                #expect(try next.host.account(id).inUse == house.host.account(id).inUse)
            }
            #expect(next.host.pool.nextFence > (house.leases.map(\.fence).max() ?? 0))
            // What has ended is known as ended, and nothing is given back twice.
            for lease in house.leases.suffix(5) {
                let own = try? house.host.pool.lease(lease.id, uid: Host.user, now: house.host.now)
                let its = try? next.host.pool.lease(lease.id, uid: Host.user, now: next.host.now)
                #expect(own?.isLive == its?.isLive)
            }
            next.keep()
            house = next
        }
    }

    @Test func `whose holder does not come back within fifteen seconds has ended`() throws {
        var house = House(Host("a", capacity: 3))
        let named = try house.host.lease(by: house.holders[0])
        let nameless = try house.host.lease()
        let detached = try house.host.lease(Wish(provider: "p", isDetached: true))
        house.keep()

        var next = house.successor()
        #expect(next.live.map(\.state).contains(.orphaned(until: next.host.now + .seconds(15))))
        next.host.pass(.milliseconds(14_999))
        #expect(next.live.map(\.id) == [named.id, nameless.id, detached.id])
        #expect(next.host.pool.resume(next.holders[0], now: next.host.now) == 1)
        next.host.pass(.milliseconds(1))
        #expect(next.live.map(\.id) == [named.id, detached.id])
    }

    @Test func `any connection of its user takes back a lease that it names`() throws {
        var house = House(Host("a", capacity: 3))
        let lease = try house.host.lease()
        house.keep()
        var next = house.successor()
        _ = try next.host.pool.renew(
            lease.id, by: next.host.holder, uid: Host.user, term: nil, now: next.host.now)
        next.host.pass(.seconds(60))
        #expect(next.live.map(\.id) == [lease.id])
        // The one that takes it back without being of the same instance is told to the table.
        next.keep()
        #expect(next.table.values.map(\.instance) == [nil])
    }

    @Test func `the holder's name is kept, also when it becomes known later`() throws {
        var house = House(Host("a", capacity: 3))
        _ = try house.host.lease()
        house.keep()
        #expect(house.table.values.map(\.instance) == [nil])
        house.host.pool.transfer(from: house.host.holder, to: house.holders[1])
        #expect(house.host.pool.takeLeaseNews().count == 1)
        _ = try house.host.lease(by: house.holders[0])
        house.keep()
        #expect(house.table.values.compactMap(\.instance) == ["first-instance"])
    }

    @Test func `a lease that is over when the daemon starts ends then`() throws {
        var house = House(Host("a"))
        let lease = try house.host.lease(Wish(provider: "p", term: .seconds(5), isDetached: true))
        house.keep()
        var next = house.successor(after: .seconds(6))
        #expect(next.live.isEmpty)
        let state = try next.host.pool.lease(lease.id, uid: Host.user, now: next.host.now).state
        #expect(state == .ended(.expired, at: house.host.now + .seconds(5)))
        next.keep()
        #expect(next.table.values.map(\.standing.ending?.end) == [.expired])
    }

    @Test func `a lease of an account that is gone, or another provider's, is taken back`() throws {
        var house = House(Host([Account(id: "z", provider: "p"), Account(id: "a", provider: "q")]))
        let gone = try house.host.lease()
        let other = try house.host.lease(Wish(provider: "q"))
        house.keep()
        var next = house.successor()
        #expect(next.live.isEmpty)
        for lease in [gone, other] {
            #expect(throws: Refusal.leaseEnded(.revoked)) {
                _ = try next.host.pool.renew(
                    lease.id, by: next.host.holder, uid: Host.user, term: nil, now: next.host.now)
            }
        }
        let facts = next.host.pool.takeFacts().filter { fact in
            if case .leaseEnded(_, .revoked, _, _) = fact { true } else { false }
        }
        #expect(facts.count == 2)
        next.keep()
        #expect(next.table.values.map(\.standing.ending?.end) == [.revoked, .revoked])
    }

    @Test func `a lease of an account that is disabled is taken back`() throws {
        var house = House(Host("a"))
        _ = try house.host.lease()
        house.keep()
        var next = Host([Account(id: "a", provider: "p", isEnabled: false)])
        next.pool.restore(house.table.values.map(\.self), now: next.now)
        #expect(next.pool.liveLeaseCount == 0)
    }

    @Test func `a report that is sent again to another daemon is answered as it was`() throws {
        var house = House(Host("a", "b"))
        let lease = try house.host.lease()
        let throttled = Finding.throttled(house.host.until(.minutes(5)))
        let first = try house.host.report(lease, throttled, sequence: 1)
        #expect(first.advice == .other)
        house.keep()
        var next = house.successor()
        let again = try next.host.report(lease, throttled, sequence: 1)
        #expect(again.skip == .duplicateSequence)
        #expect(again.advice == first.advice && again.retryAfter == first.retryAfter)
        #expect(try next.host.account("a").records.failures == 0)
    }

    @Test func `while the daemon ends, leases wait for the next one`() throws {
        var house = House(Host("a"))
        _ = try house.host.lease()
        house.host.pool.handOver()
        _ = house.host.pool.disconnect(house.host.holder, now: house.host.now)
        house.host.pass(.seconds(6))
        house.keep()
        #expect(house.live.count == 1)
        #expect(house.successor().live.count == 1)
    }

    @Test func `nobody keeps leases, nothing is noted`() throws {
        var host = Host("a")
        _ = try host.lease()
        #expect(host.pool.takeLeaseNews().isEmpty)
        host.pool.handOver()
        _ = host.pool.disconnect(host.holder, now: host.now)
        host.pass(.seconds(6))
        #expect(host.pool.liveLeaseCount == 0)
    }
}
