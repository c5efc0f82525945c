import Benching
import Testing

struct ComparisonTests {
    private func tally(answers: Int, each nanoseconds: UInt64) -> Tally {
        var tally = Tally()
        for _ in 0..<answers { tally.latencies.add(nanoseconds) }
        tally.nanoseconds = 1_000_000_000
        return tally
    }

    @Test func `one slow round changes no figure`() {
        let figures = Comparison.Figures([
            tally(answers: 100, each: 50), tally(answers: 2, each: 900_000),
            tally(answers: 101, each: 60),
        ])
        #expect(figures.rate == 100)
        #expect(figures.middle == 60)
    }

    @Test func `a line stands below the heading, figure for figure`() {
        var plan = LoadPlan()
        (plan.connections, plan.depth) = (8, 16)
        let floor = Comparison.Figures([tally(answers: 41_000, each: 100)])
        let daemon = Comparison.Figures([tally(answers: 14_350, each: 120)])
        let lines = Comparison.heading + [Comparison.line(plan, floor, daemon)]
        #expect(
            lines == [
                "          requests/s               p50 µs                  p99 µs",
                "clients    floor  accountd ratio    floor accountd ratio    floor accountd ratio",
                "8 × 16    41 000    14 350  0.35      0.1      0.1  1.20      0.1      0.1  1.20",
            ])
    }

    @Test func `a ratio to nothing is none`() {
        let none = Comparison.Figures([])
        #expect(Comparison.line(LoadPlan(), none, none).hasSuffix("     -"))
    }
}
