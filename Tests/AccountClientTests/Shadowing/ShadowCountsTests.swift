import AccountClient
import Testing

struct ShadowCountsTests {
    private func difference(_ standing: AccountStanding?) -> ShadowReport {
        .difference(
            ShadowDifference(
                wish: Wish(provider: "claude"), own: "a", chosen: "b", why: "only",
                standing: standing))
    }

    @Test func `agreements, differences and drops are counted, providers apart`() throws {
        var ledger = ShadowLedger(pause: 0)
        let able = try ExplainAnswerTests.answer(
            "{\"account_id\":\"claude-a\",\"state\":\"available\"}"
        ).standing
        let late = ShadowReport.dropped(ShadowDrop(.unavailable("m"), isLate: true))
        for report in [difference(nil), difference(able), .agreement(why: "only"), late] {
            ledger.found(report, of: "claude", now: 0)
        }
        ledger.found(.agreement(why: "only"), of: "acme", now: 0)
        let counts = ledger.counts
        #expect(counts.providers["claude"]?.agreements == 1)
        #expect(counts.providers["claude"]?.differences == 2)
        #expect(counts.providers["claude"]?.keptAway == 1)
        #expect(counts.providers["acme"]?.agreements == 1)
        #expect(counts.dropped == 1)
        #expect(
            counts.description == "acme: 1 agree, 0 differ; "
                + "claude: 1 agree, 2 differ (1 kept away); 1 dropped (1 late)")
    }

    @Test func `a provider that the daemon has not confirmed is not remembered`() {
        var ledger = ShadowLedger(pause: 0)
        let refused = ShadowReport.dropped(ShadowDrop(.requestTooLarge(limit: 7), isLate: false))
        ledger.found(refused, of: "made-up", now: 0)
        #expect(ledger.counts.providers.isEmpty)
        #expect(ledger.counts.drops == [.refused: 1])
    }

    @Test func `nothing yet is said, too`() {
        #expect(ShadowCounts().description == "nothing compared")
        #expect(ShadowCounts() == ShadowLedger(pause: 0).counts)
    }
}
