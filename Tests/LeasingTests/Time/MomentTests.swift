import Leasing
import Testing

struct MomentTests {
    private let moment = Moment(
        instant: Instant(nanoseconds: 5_000_000_000), unix: UnixTime(seconds: 1000))

    @Test func `a point ahead on the wall clock is as far ahead on the pool's`() {
        #expect(
            moment.instant(of: UnixTime(seconds: 1007)) == Instant(nanoseconds: 12_000_000_000))
    }

    @Test func `what lies in the past on the wall clock is now`() {
        #expect(moment.instant(of: UnixTime(seconds: 999)) == moment.instant)
        #expect(moment.instant(of: UnixTime(nanoseconds: .min)) == moment.instant)
    }

    @Test func `the way back`() {
        let point = Instant(nanoseconds: 7_000_000_000)
        #expect(moment.unixTime(of: point) == UnixTime(seconds: 1002))
        #expect(moment.unixTime(of: Instant(nanoseconds: 0)) == UnixTime(seconds: 995))
        #expect(moment.unixTime(of: .distantFuture) == UnixTime(nanoseconds: .max))
    }
}
