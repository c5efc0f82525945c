import Foundation
import Kernel
import Testing

struct ClockTests {
    @Test func `the clocks since the start of the host never go back`() {
        var (boot, monotonic) = (Clock.sinceBoot, Clock.monotonic)
        for _ in 0..<10_000 {
            let (nextBoot, nextMonotonic) = (Clock.sinceBoot, Clock.monotonic)
            #expect(nextBoot >= boot && nextMonotonic >= monotonic)
            (boot, monotonic) = (nextBoot, nextMonotonic)
        }
        // Suspended time is all that they differ by.
        #expect(Clock.sinceBoot >= monotonic)
    }

    @Test func `the wall clock is the one that Foundation reads`() {
        let before = Date.now.timeIntervalSince1970
        let seconds = Double(Clock.sinceEpoch) / 1e9
        let after = Date.now.timeIntervalSince1970
        #expect((before - 0.001...after + 0.001).contains(seconds))
    }
}
