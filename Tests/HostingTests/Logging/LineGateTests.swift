import Hosting
import Leasing
import Seeding
import Testing

struct LineGateTests {
    @Test(arguments: 0..<100)
    func `lines come ten seconds apart, and none is lost from the count`(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        var gate = LineGate()
        var now = Instant(nanoseconds: UInt64.random(in: 0...1_000_000_000, using: &random))
        var (passed, held, last) = (0, 0, Instant?.none)
        for _ in 0..<200 {
            if let note = gate.pass(now: now) {
                if let last { #expect(now - last >= LineGate.pause, "seed \(seed)") }
                #expect(note == (held == 0 ? "" : " (\(held) like it left out)"), "seed \(seed)")
                (passed, held, last) = (passed + 1, 0, now)
            } else {
                held += 1
            }
            now = now + .milliseconds(Int64.random(in: 0...3000, using: &random))
        }
        #expect(passed > 1)
    }

    @Test func `the first line passes at once`() {
        var gate = LineGate()
        #expect(gate.pass(now: Instant(nanoseconds: 0)) == "")
        #expect(gate.pass(now: Instant(nanoseconds: 9_999_999_999)) == nil)
        #expect(gate.pass(now: Instant(nanoseconds: 10_000_000_000)) == " (1 like it left out)")
    }
}
