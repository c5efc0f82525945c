import Hosting
import Leasing
import Testing

struct AcceptanceTests {
    @Test func `a listener that is left alone is asked again a tenth of a second later`() throws {
        var acceptance = try Acceptance()
        #expect(acceptance.deadline == .distantFuture)
        acceptance.pause(1, now: Instant(nanoseconds: 0))
        acceptance.pause(0, now: Instant(nanoseconds: 50_000_000))
        #expect(acceptance.deadline == Instant(nanoseconds: 150_000_000))
        #expect(acceptance.resume() == [1, 0])
        #expect(acceptance.deadline == .distantFuture)
        #expect(acceptance.resume() == [])
    }
}
