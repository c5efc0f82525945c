import Leasing
import Testing

struct IntervalTests {
    @Test func `each unit is so many of the next smaller`() {
        #expect(Interval.milliseconds(3).nanoseconds == 3_000_000)
        #expect(Interval.seconds(2) == .milliseconds(2000))
        #expect(Interval.minutes(2) == .seconds(120))
        #expect(Interval.hours(2) == .minutes(120))
        #expect(Interval.days(2) == .hours(48))
    }

    @Test func `what does not fit is clamped`() {
        #expect(Interval.seconds(.max) == Interval(nanoseconds: .max))
        #expect(Interval.seconds(.min) == Interval(nanoseconds: .min))
        #expect(Interval(nanoseconds: .max) + .seconds(1) == Interval(nanoseconds: .max))
        #expect(Interval(nanoseconds: .min) + .seconds(-1) == Interval(nanoseconds: .min))
        #expect(Interval(nanoseconds: .max) * -2 == Interval(nanoseconds: .min))
        #expect(Interval(nanoseconds: .min) * -1 == Interval(nanoseconds: .max))
    }

    @Test(arguments: [(0, 0), (1, 1), (1_000_000, 1), (1_000_001, 2), (-1, 0), (-1_000_001, -1)])
    func `milliseconds are rounded up, so that nobody comes too early`(
        nanoseconds: Int, milliseconds: Int
    ) {
        let interval = Interval(nanoseconds: Int64(nanoseconds))
        #expect(interval.millisecondsRoundedUp == Int64(milliseconds))
    }

    @Test func `shorter is less`() {
        #expect(Interval.seconds(-1) < .zero)
        #expect(!(Interval.zero < .zero))
    }
}
