import Hosting
import Leasing
import Seeding
import Testing

struct ServiceManagerTests {
    private typealias Load = ServiceManager.Load

    private let start = Instant(nanoseconds: 1_000_000_000_000)
    private let idle = Load(connections: 0, leases: 0, waiters: 0)

    @Test(arguments: 0..<100)
    func `signs of life come well within half the time, however the turns fall`(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let period = Interval.milliseconds(Int64.random(in: 2...5000, using: &random))
        var manager = ServiceManager(isThere: true, watchdog: period, now: start)
        var (now, last) = (start, start)
        for _ in 0..<200 {
            // A turn comes when the daemon is woken for it, or earlier for another reason.
            let isEarly = Bool.random(using: &random)
            now = isEarly ? min(now + .milliseconds(1), manager.deadline) : manager.deadline
            guard manager.deadline <= now else { continue }
            #expect(manager.due(now: now) == .alive, "seed \(seed)")
            let half = Interval(nanoseconds: period.nanoseconds / 2)
            #expect(now - last < half, "seed \(seed)")
            last = now
        }
    }

    @Test func `without a watchdog nothing wakes an idle daemon`() {
        let manager = ServiceManager(isThere: true, watchdog: nil, now: start)
        #expect(manager.deadline == .distantFuture)
    }

    @Test func `without a manager nothing wakes a busy one either`() {
        var manager = ServiceManager(isThere: false, watchdog: nil, now: start)
        manager.noteActivity(now: start)
        #expect(manager.deadline == .distantFuture)
    }

    @Test(arguments: 0..<200)
    func `numbers are told at most once a second, and the last of them within a second`(
        seed: Int
    ) {
        var random = SeededRandom(seed: UInt64(seed))
        var manager = ServiceManager(isThere: true, watchdog: nil, now: start)
        var (now, lastTold) = (start, Instant?.none)
        var (load, told) = (idle, "connections 0, leases 0, waiters 0")
        var changedAt: Instant?
        for _ in 0..<300 {
            let pause = Interval.milliseconds(Int64.random(in: 0...700, using: &random))
            let isWoken = manager.deadline <= now + pause
            now = isWoken ? max(now, manager.deadline) : now + pause
            if !isWoken {
                let change = Load(
                    connections: Int.random(in: 0...1, using: &random), leases: 0, waiters: 0)
                if change != load { changedAt = changedAt ?? now }
                load = change
                manager.noteActivity(now: now)
            }
            guard manager.due(now: now).contains(.status) else { continue }
            if let text = manager.status(load, now: now) {
                if let lastTold { #expect(now - lastTold >= .seconds(1), "seed \(seed)") }
                (told, lastTold) = (text, now)
            }
            if let changedAt { #expect(now - changedAt <= .seconds(1), "seed \(seed)") }
            changedAt = nil
            #expect(told == "connections \(load.connections), leases 0, waiters 0")
        }
    }

    @Test func `when nothing changes any more nobody is woken`() {
        var manager = ServiceManager(isThere: true, watchdog: nil, now: start)
        manager.noteActivity(now: start)
        let first = start + .seconds(1)
        #expect(manager.due(now: first) == .status)
        #expect(
            manager.status(Load(connections: 3, leases: 2, waiters: 1), now: first)
                == "connections 3, leases 2, waiters 1")
        let second = first + .seconds(1)
        #expect(manager.deadline == second)
        #expect(manager.due(now: second) == .status)
        #expect(manager.status(Load(connections: 3, leases: 2, waiters: 1), now: second) == nil)
        #expect(manager.deadline == .distantFuture)
    }
}
