import Leasing
import Simulation
import Testing

struct SelectWishTests {
    @Test func `a caller that stops listening waits no longer`() {
        var wish = SelectWish(provider: "p")
        wish.wait = 5000
        wish.timeout = 300
        var court = Court()
        court.ask(.select(wish))
        court.pass(.milliseconds(300))
        let next = court.now.instant + .seconds(1)
        court.step { $0.requirePunctual(next) }
        #expect(court.breach == .punctual)
    }
}
