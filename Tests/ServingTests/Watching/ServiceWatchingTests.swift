import Leasing
import Seeding
import Serving
import Testing
import Wire

struct ServiceWatchingTests {
    /// A watcher as the test sees it.
    private struct Watcher {
        let peer: PeerID
        let provider: String?
        let interval: Int64
        var seq = 0
        var toldAt: Instant
        var pool: String

        var params: String {
            let filter = provider.map { #""provider":"\#($0)","# } ?? ""
            return "{\(filter)\"min_interval_ms\":\(interval)}"
        }

        var summaryParams: String { provider.map { #"{"provider":"\#($0)"}"# } ?? "{}" }
    }

    private static let evidence = [
        #""status":429"#, #""status":429,"headers":{"Retry-After":"2"}"#, #""status":500"#,
        #""status":200"#, #""status":401"#,
    ]

    private func inventory() -> Inventory {
        Inventory(
            entries: ["a", "b", "c"].map { Bench.entry($0, places: 2) }
                + ["d", "e"].map { Bench.entry($0, provider: "two", places: 2) })
    }

    private func begin(_ bench: Bench, _ random: inout SeededRandom) throws -> [Watcher] {
        try (0..<6).map { number in
            var watcher = Watcher(
                peer: bench.connect(number % 2 == 0 ? .ops : .lease),
                provider: ["one", "two", nil][number % 3],
                interval: [1, 50, 250, 1000].randomElement(using: &random) ?? 1,
                toldAt: bench.now.instant, pool: "")
            let first = try #require(bench.watch(watcher.peer, watcher.params))
            #expect(first.seq == 1)
            (watcher.seq, watcher.pool) = (1, first.pool)
            return watcher
        }
    }

    private func act(_ bench: Bench, _ peer: PeerID, _ random: inout SeededRandom) {
        let provider = Bool.random(using: &random) ? "one" : "two"
        switch Int.random(in: 0..<3, using: &random) {
        case 0: _ = bench.call(peer, "Select", #"{"provider":"\#(provider)","ttl_ms":1500}"#)
        case 1:
            let evidence = Self.evidence.randomElement(using: &random) ?? ""
            bench.report(peer, evidence, of: provider)
        case _: bench.report(peer, #""status":200"#, of: provider)
        }
    }

    /// Takes what a watcher was told in this turn, and judges it.
    private func judge(_ watcher: inout Watcher, _ bench: Bench, _ place: String) {
        for told in bench.told(watcher.peer) {
            #expect(told.seq == watcher.seq + 1, "\(place)")
            let least = Interval.milliseconds(max(watcher.interval, 10))
            #expect(bench.now.instant - watcher.toldAt >= least, "\(place)")
            #expect(told.pool == bench.pool(watcher.summaryParams), "\(place)")
            watcher.seq = told.seq
            watcher.toldAt = bench.now.instant
            watcher.pool = told.pool
        }
    }

    @Test(arguments: 0..<30)
    func `every watcher is told in time, not too often, and at last how it stands`(
        seed: UInt64
    ) throws {
        var random = SeededRandom(seed: seed)
        let bench = Bench(inventory())
        let peer = bench.connect()
        var watchers = try begin(bench, &random)
        for step in 0..<150 {
            let place = "seed \(seed), step \(step)"
            if Int.random(in: 0..<3, using: &random) > 0 { act(bench, peer, &random) }
            let pause: Int64 = [0, 1, 7, 100, 600].randomElement(using: &random) ?? 0
            bench.wait(milliseconds: .random(in: 0...pause, using: &random))
            for number in watchers.indices { judge(&watchers[number], bench, place) }
        }
        // Until nothing has changed for as long as the most patient are told nothing.
        var (quiet, pool) = (0, "")
        for _ in 0..<60_000 where quiet <= 2000 {
            bench.wait(milliseconds: 1)
            for number in watchers.indices { judge(&watchers[number], bench, "seed \(seed), end") }
            let present = bench.pool("{}")
            quiet = present == pool ? quiet + 1 : 0
            pool = present
        }
        for watcher in watchers {
            #expect(watcher.pool == bench.pool(watcher.summaryParams), "seed \(seed)")
        }
    }

    @Test func `what changes and changes back is no news`() {
        let bench = Bench()
        let (peer, watcher) = (bench.connect(), bench.connect())
        _ = bench.watch(watcher)
        for _ in 0..<5 { bench.report(peer, #""status":200"#) }
        bench.wait(milliseconds: 1000)
        #expect(bench.answers(watcher).isEmpty)
    }

    @Test func `the end of a pause is told when it comes`() {
        let bench = Bench()
        let (peer, watcher) = (bench.connect(), bench.connect())
        _ = bench.watch(watcher)
        bench.report(peer, #""status":429,"headers":{"Retry-After":"7"}"#)
        bench.wait(milliseconds: 300)
        #expect(bench.told(watcher).map(\.seq) == [2])
        bench.wait(milliseconds: 6600)
        #expect(bench.told(watcher).isEmpty)
        bench.wait(milliseconds: 100)
        #expect(bench.told(watcher).first?.pool.contains("cooldown\":0") == true)
    }

    @Test func `that what is learnt is kept no more, or again, is told`() {
        let bench = Bench()
        let watcher = bench.connect()
        #expect(bench.watch(watcher)?.snapshot.contains(#""kept":false"#) == true)
        for (isKept, isNews) in [(true, true), (true, false), (false, true)] {
            bench.service.noteKept(isKept)
            bench.wait(milliseconds: 300)
            let told = bench.told(watcher).map { $0.snapshot.contains(#""kept":\#(isKept)"#) }
            #expect(told == (isNews ? [true] : []))
        }
    }

    @Test func `a watcher that does not read has one event waiting, and then the latest`() {
        let bench = Bench(accounts: 3)
        let (peer, watcher) = (bench.connect(), bench.connect(.ops))
        _ = bench.watch(watcher)
        bench.report(peer, #""status":429"#)
        bench.wait(milliseconds: 1000)
        let unread = bench.unsent(to: watcher)
        #expect(unread > 0)
        for _ in 0..<2 {
            bench.report(peer, #""status":429"#)
            bench.wait(milliseconds: 1000)
            #expect(bench.unsent(to: watcher) == unread)
        }
        #expect(bench.told(watcher).map(\.seq) == [2])
        bench.service.advance(to: bench.now)
        let latest = bench.told(watcher)
        #expect(latest.map(\.seq) == [4], "the third was replaced by the fourth")
        #expect(latest.first?.pool == bench.pool())
        #expect(latest.first?.events.count == 2)
    }

    @Test func `of too many events the latest are told`() {
        let bench = Bench(accounts: 0)
        let watcher = bench.connect(.ops)
        _ = bench.watch(watcher)
        for _ in 0..<130 { bench.adopt([]) }
        bench.wait(milliseconds: 1000)
        let told = bench.told(watcher).first
        #expect(told?.events.count == 100)
        #expect(told?.event(0, "seq") == "31" && told?.event(99, "seq") == "130")
    }

    @Test func `a reload is survived, also one that takes the provider away`() {
        let bench = Bench()
        let watcher = bench.connect()
        _ = bench.watch(watcher, #"{"provider":"one"}"#)
        bench.adopt([Bench.entry("z", provider: "two")])
        bench.wait(milliseconds: 1000)
        let gone = bench.told(watcher).first
        #expect(gone?.pool == "" && gone?.event(0, "kind") == "inventory_reloaded")
        bench.adopt([Bench.entry("a"), Bench.entry("b")])
        bench.wait(milliseconds: 1000)
        #expect(bench.told(watcher).first?.pool.contains("total=2") == true)
    }

    @Test func `watchers with the same interval fall into step`() {
        let bench = Bench(accounts: 1, places: 200)
        let (peer, watchers) = (bench.connect(), (0..<8).map { _ in bench.connect() })
        for watcher in watchers {
            _ = bench.watch(watcher)
            bench.wait(milliseconds: 13)
        }
        var (turns, held) = (0, [String]())
        for _ in 0..<2000 {
            // A lease more each time, and none every hundredth.
            held.append(bench.lease(peer))
            if held.count == 100 {
                for lease in held { _ = bench.call(peer, "Release", #"{"lease_id":"\#(lease)"}"#) }
                held = []
            }
            bench.wait(milliseconds: 1)
            let told = watchers.filter { !bench.told($0).isEmpty }
            if !told.isEmpty, bench.now.instant > Instant(nanoseconds: 2_000_000_000) {
                turns += 1
                #expect(told.count == watchers.count)
            }
        }
        #expect(turns >= 3)
    }
}
