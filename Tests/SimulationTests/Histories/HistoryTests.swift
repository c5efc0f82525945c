import Leasing
import Simulation
import Testing

struct HistoryTests {
    @Test func `the number is that of all bytes in their order`() {
        var (one, other, third) = (
            History(isTold: false), History(isTold: false), History(isTold: false)
        )
        one.mix([1, 2])
        other.mix([1, 2])
        third.mix([2, 1])
        #expect(one.digest == other.digest)
        #expect(one.digest != third.digest)
    }

    @Test func `lines are told with their time, if they are wanted`() {
        var history = History(isTold: true)
        history.tell(Instant(nanoseconds: 1_500_000_000), "a")
        #expect(history.lines == ["1.500000 a"])
        var silent = History(isTold: false)
        silent.tell(Instant(nanoseconds: 1), "a")
        #expect(silent.lines.isEmpty)
    }
}
