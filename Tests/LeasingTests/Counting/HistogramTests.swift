import Leasing
import Seeding
import Testing

struct HistogramTests {
    /// How many of some lengths are no longer than each bound: counted one by one.
    private func expected(_ lengths: [Interval]) -> [Int] {
        Histogram.bounds.map { bound in lengths.count { $0 <= bound } } + [lengths.count]
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `each length is counted below every bound that it does not exceed`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var histogram = Histogram()
        var lengths: [Interval] = []
        for _ in 0..<500 {
            let magnitude = UInt64(1) << UInt64(random.below(41))
            lengths.append(Interval(nanoseconds: Int64(random.next() % magnitude)))
            lengths.append(.milliseconds(Int64(random.below(700_000))))
        }
        for length in lengths { histogram.record(length) }
        #expect(histogram.cumulative == expected(lengths))
        #expect(histogram.count == lengths.count)
        let sum = lengths.reduce(0.0) { $0 + Double($1.nanoseconds) / 1e9 }
        #expect(abs(histogram.seconds - sum) < 1e-6)
    }

    @Test func `a bound belongs to its own bucket`() {
        for bound in Histogram.bounds {
            for length in [bound, bound + Interval(nanoseconds: 1)] {
                var histogram = Histogram()
                histogram.record(length)
                #expect(histogram.cumulative == expected([length]))
            }
        }
    }

    @Test func `no time at all is the shortest length`() {
        var histogram = Histogram()
        histogram.recordNone()
        #expect(histogram.cumulative == expected([.zero]))
        #expect(histogram.seconds == 0)
    }

    @Test func `the bounds ascend`() {
        #expect(Histogram.bounds == Array(Set(Histogram.bounds)).sorted())
    }
}
