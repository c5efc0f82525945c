import AccountClient
import Seeding
import Testing

struct ShadowLedgerTests {
    private var ledger = ShadowLedger(pause: 1000)
    private let agreement = ShadowReport.agreement(why: "only")
    private let late = ShadowReport.dropped(ShadowDrop(.unavailable("m"), isLate: true))

    private mutating func finish(_ report: ShadowReport, now: UInt64) {
        ledger.found(report, of: "claude", now: now)
        ledger.end()
    }

    @Test(arguments: 1...100)
    func `whatever happens at most 64 are under way, and each is counted once`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var ledger = ShadowLedger(pause: 1000)
        var (flights, wanted, now): (Int, Int, UInt64) = (0, 0, 0)
        for _ in 0..<2000 {
            now += UInt64.random(in: 0...50, using: &random)
            if flights > 0, Int.random(in: 0..<3, using: &random) == 0 {
                let isLate = Int.random(in: 0..<40, using: &random) == 0
                ledger.found(isLate ? late : agreement, of: "claude", now: now)
                ledger.end()
                flights -= 1
            } else {
                wanted += 1
                if ledger.begin(now: now) == nil { flights += 1 }
            }
            #expect(flights <= ShadowLedger.flights)
            let agreed = ledger.counts.providers["claude"]?.agreements ?? 0
            #expect(agreed + ledger.counts.dropped + flights == wanted, "seed \(seed)")
        }
    }

    @Test mutating func `the 65th is dropped, and not before another is over`() {
        for _ in 0..<64 { #expect(ledger.begin(now: 0) == nil) }
        #expect(ledger.begin(now: 0)?.reason == .busy)
        ledger.found(agreement, of: "claude", now: 0)
        #expect(ledger.begin(now: 0) != nil, "its report is not delivered yet")
        ledger.end()
        #expect(ledger.begin(now: 0) == nil)
        #expect(ledger.counts.drops == [.busy: 2])
    }

    @Test mutating func `after one without an answer none is made for a while, then one by one`() {
        #expect(ledger.begin(now: 0) == nil)
        finish(late, now: 100)
        #expect(ledger.begin(now: 1099)?.reason == .late)
        #expect(ledger.begin(now: 1100) == nil)
        #expect(ledger.begin(now: 1100) != nil, "one by one")
        finish(late, now: 1200)
        #expect(ledger.begin(now: 2199) != nil)
        #expect(ledger.begin(now: 2200) == nil)
        finish(agreement, now: 2300)
        #expect(ledger.begin(now: 2300) == nil)
        #expect(ledger.begin(now: 2300) == nil)
        #expect(ledger.counts.drops == [.late: 5])
    }

    @Test mutating func `a request that is refused is no trouble of the daemon's`() {
        let refused = ShadowReport.dropped(ShadowDrop(.requestTooLarge(limit: 7), isLate: false))
        #expect(ledger.begin(now: 0) == nil)
        finish(refused, now: 0)
        #expect(ledger.begin(now: 0) == nil)
        finish(late, now: 0)
        #expect(ledger.begin(now: 1000) == nil)
        finish(refused, now: 1000)
        #expect(ledger.begin(now: 1000) == nil, "it has answered")
    }

    @Test mutating func `a cancelled one says nothing of the daemon`() {
        let cancelled = ShadowReport.dropped(ShadowDrop(.cancelled, isLate: false))
        #expect(ledger.begin(now: 0) == nil)
        finish(cancelled, now: 0)
        #expect(ledger.begin(now: 0) == nil)
        finish(late, now: 0)
        #expect(ledger.begin(now: 1000) == nil)
        finish(cancelled, now: 1000)
        #expect(ledger.begin(now: 1000) == nil)
        #expect(ledger.begin(now: 1000) != nil, "still one by one")
    }
}
