import Leasing
import Providers
import Testing

@Suite struct HorizonTests {
    private let horizon = Horizon(now: august)

    @Test func `a point is believed when it lies ahead, but no more than a year`() {
        #expect(horizon.accept(august) == nil)
        #expect(horizon.accept(august + .seconds(-1)) == nil)
        #expect(horizon.accept(august + .seconds(1)) == august + .seconds(1))
        #expect(horizon.accept(august + .days(366)) != nil)
        #expect(horizon.accept(august + .days(366) + .seconds(1)) == nil)
        #expect(horizon.accept(nil) == nil)
    }

    @Test func `a wait is believed in the same bounds`() {
        #expect(horizon.after(.zero) == nil)
        #expect(horizon.after(.seconds(-5)) == nil)
        #expect(horizon.after(.seconds(5)) == august + .seconds(5))
        #expect(horizon.after(.days(367)) == nil)
        #expect(horizon.after(Interval(nanoseconds: .max)) == nil)
    }
}
