import Leasing
import Seeding
import Testing

struct EgressWatchTests {
    private func at(_ milliseconds: Int) -> Instant {
        Host.start + .milliseconds(Int64(milliseconds))
    }

    private func indices() throws -> [AccountIndex] {
        let host = Host("a", "b", "c")
        return try ["a", "b", "c"].map { try #require(host.pool.index(of: $0)) }
    }

    @Test func `two accounts within five seconds speak for the third throttle`() throws {
        let index = try indices()
        var watch = EgressWatch()
        let answers = [
            watch.countThrottle(of: index[0], now: at(0)),
            watch.countThrottle(of: index[1], now: at(4999)),
            watch.countThrottle(of: index[2], now: at(4999)),
            watch.countThrottle(of: index[2], now: at(9998)),
            watch.countThrottle(of: index[2], now: at(9999)),
        ]
        #expect(answers == [false, false, true, true, false])
    }

    @Test func `one account alone says nothing of the host`() throws {
        let index = try indices()
        var watch = EgressWatch()
        for step in 0..<10 {
            let isLimited = watch.countThrottle(of: index[0], now: at(step))
            #expect(!isLimited)
        }
    }

    @Test(arguments: 0..<20)
    func `it says what looking at the last five seconds says`(seed: Int) throws {
        let index = try indices()
        var random = SeededRandom(seed: UInt64(seed))
        var watch = EgressWatch()
        var all: [(account: Int, at: Int)] = []
        var now = 0
        for _ in 0..<200 {
            now += random.below(4000)
            let account = random.below(3)
            let recent = Set(all.filter { now - $0.at < 5000 }.map(\.account))
            let isLimited = watch.countThrottle(of: index[account], now: at(now))
            #expect(isLimited == (recent.count > 1))
            all.append((account, now))
        }
    }

    @Test func `while the host is throttled the advice is to wait two seconds`() throws {
        var host = Host("a", "b", "c", "d", capacity: 2)
        let leases = try (0..<4).map { _ in try host.lease() }
        let advice = try leases[0..<3].map { try host.report($0, .throttled()) }
        #expect(advice.map(\.advice) == [.other, .other, .wait])
        #expect(advice.map(\.retryAfter) == [.zero, .zero, .seconds(2)])
        let hinted = try host.report(leases[3], .throttled(host.until(.seconds(1))))
        #expect(hinted.advice == .wait && hinted.retryAfter != .seconds(2))
    }
}
