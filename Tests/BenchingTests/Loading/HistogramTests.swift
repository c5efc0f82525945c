import Benching
import Seeding
import Testing

struct HistogramTests {
    @Test(arguments: 1...50)
    func `percentiles are those of the sorted list, but for 0.8 percent`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var histogram = Histogram()
        let times = (0..<Int.random(in: 1...2000, using: &random)).map { _ in
            UInt64.random(in: 0...(1 << UInt64.random(in: 0...39, using: &random)), using: &random)
        }
        for time in times { histogram.add(time) }
        let sorted = times.sorted()
        for part in [0, 0.01, 0.5, 0.9, 0.99, 0.999] {
            let exact = Double(sorted[Int(Double(times.count) * part)])
            let found = Double(histogram.percentile(part))
            #expect(abs(found - exact) <= max(1, exact * 0.008), "seed \(seed), \(part)")
        }
        #expect(histogram.longest == sorted.last)
        #expect(histogram.count == UInt64(times.count))
        #expect(histogram.percentile(1) == sorted.last)
    }

    @Test func `nothing took no time`() {
        #expect(Histogram().percentile(0.5) == 0)
        #expect(Histogram().longest == 0)
    }

    @Test func `what takes longer than the counters reach counts as the longest`() {
        var histogram = Histogram()
        histogram.add(.max)
        #expect(histogram.percentile(0.5) > 1 << 39)
        #expect(histogram.longest == .max)
    }

    @Test func `two counts are one`() {
        var (one, other, whole) = (Histogram(), Histogram(), Histogram())
        for time: UInt64 in [5, 500, 50_000] {
            one.add(time)
            other.add(time * 3)
            whole.add(time)
            whole.add(time * 3)
        }
        one.add(other)
        #expect((one.count, one.longest) == (whole.count, whole.longest))
        #expect(one.percentile(0.5) == whole.percentile(0.5))
    }
}
