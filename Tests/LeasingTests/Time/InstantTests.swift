import Leasing
import Testing

struct InstantTests {
    @Test func `a sum is clamped at both ends`() {
        let early = Instant(nanoseconds: 10)
        #expect(early + .seconds(-1) == Instant(nanoseconds: 0))
        #expect(early + Interval(nanoseconds: -4) == Instant(nanoseconds: 6))
        #expect(Instant.distantFuture + .seconds(1) == .distantFuture)
        #expect(Instant(nanoseconds: .max - 1) + .seconds(1) == .distantFuture)
        #expect(early + Interval(nanoseconds: .min) == Instant(nanoseconds: 0))
    }

    @Test func `a difference has a sign and is clamped`() {
        let one = Instant(nanoseconds: 10), other = Instant(nanoseconds: 25)
        #expect(other - one == Interval(nanoseconds: 15))
        #expect(one - other == Interval(nanoseconds: -15))
        #expect(Instant.distantFuture - one == Interval(nanoseconds: .max))
        #expect(one - .distantFuture == Interval(nanoseconds: -.max))
        #expect(one - one == .zero)
    }

    @Test func `earlier is less`() {
        #expect(Instant(nanoseconds: 1) < Instant(nanoseconds: 2))
        #expect(!(Instant(nanoseconds: 2) < Instant(nanoseconds: 2)))
    }
}
