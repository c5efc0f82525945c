import Leasing
import Testing

struct UnixTimeTests {
    @Test func `seconds that do not fit are clamped`() {
        #expect(UnixTime(seconds: .max) == UnixTime(nanoseconds: .max))
        #expect(UnixTime(seconds: 2).nanoseconds == 2_000_000_000)
    }

    @Test func `sums and differences are clamped`() {
        let early = UnixTime(nanoseconds: .min), late = UnixTime(nanoseconds: .max)
        #expect(late + .seconds(1) == late)
        #expect(late - early == Interval(nanoseconds: .max))
        #expect(early - late == Interval(nanoseconds: .min))
        #expect(UnixTime(seconds: 5) - UnixTime(seconds: 7) == .seconds(-2))
        #expect(UnixTime(seconds: 5) + .seconds(-7) == UnixTime(seconds: -2))
    }

    @Test func `earlier is less`() {
        #expect(UnixTime(seconds: 1) < UnixTime(seconds: 2))
        #expect(!(UnixTime(seconds: 2) < UnixTime(seconds: 2)))
    }
}
