import Benching
import Testing

struct TallyTests {
    @Test func `the rate is answers by time, and nothing without time`() {
        var tally = Tally()
        #expect(tally.rate == 0)
        for _ in 0..<500 { tally.latencies.add(1) }
        tally.nanoseconds = 250_000_000
        #expect(tally.answers == 500)
        #expect(tally.rate == 2000)
    }
}
