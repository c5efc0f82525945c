import Leasing
import Testing

struct ProbePlanTests {
    /// The times of all probes of a block, each taken when it is due, in seconds after it was set.
    private func times(of length: Interval?, atMost count: Int = 100) -> [Int64] {
        let start = Host.start
        var plan = ProbePlan(since: start, until: length.map { start + $0 })
        var times: [Int64] = []
        while plan.next < .distantFuture, times.count < count {
            times.append((plan.next - start).nanoseconds / 1_000_000_000)
            plan.take(at: plan.next)
        }
        return times
    }

    @Test(arguments: [0, 1, 60, 1800] as [Int64])
    func `G1 a block of half an hour or less is not tested`(seconds: Int64) {
        #expect(times(of: .seconds(seconds)) == [])
    }

    @Test func `G1 a longer one is tested after a quarter of an hour or a tenth of it`() {
        #expect(times(of: .seconds(1801)).first == 900)
        #expect(times(of: .minutes(150)).first == 900)
        #expect(times(of: .hours(5)).first == 1800)
        #expect(times(of: .days(7)).first == 60_480)
    }

    @Test(arguments: [31, 300, 10_080] as [Int64])
    func `G1 each wait is twice the last, and there are eight at most`(minutes: Int64) {
        let times = times(of: .minutes(minutes))
        #expect(times.count == 8)
        for place in 1..<8 {
            let before = place == 1 ? 0 : times[place - 2]
            #expect(times[place] - times[place - 1] == 2 * (times[place - 1] - before))
        }
    }

    @Test func `G1 one without an end is tested after 1, 2, 4 and so on to 24 hours for ever`() {
        let times = times(of: nil)
        let waits = zip(times, [0] + times).map { ($0 - $1) / 3600 }
        #expect(waits.prefix(7) == [1, 2, 4, 8, 16, 24, 24])
        #expect(waits.count == 100 && waits.last == 24)
    }
}
