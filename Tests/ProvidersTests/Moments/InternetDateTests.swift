import Leasing
import Providers
import Seeding
import Testing

@Suite struct InternetDateTests {
    @Test(arguments: [
        "2026-08-01T00:00:00Z", "2026-08-01t00:00:00z", "2026-08-01 00:00:00Z", "2026-08-01",
        "2026-08-01T02:00:00+02:00", "2026-07-31T19:30:00-0430", "2026-08-01T00:00Z",
        "2026-08-01T00:00:00.000000+00:00", " 2026-08-01T00:00:00Z ",
    ])
    func `one moment has many spellings`(text: String) {
        #expect(InternetDate.parse(text) == august)
    }

    @Test func `fractions count to the billionth`() {
        let time = InternetDate.parse("2026-08-01T00:00:00.123456789Z")
        #expect(time == august + Interval(nanoseconds: 123_456_789))
    }

    @Test(arguments: [
        "", "2026", "2026-08", "2026-08-01T", "2026-08-01T00:00:00", "2026-02-30T00:00:00Z",
        "2026-08-01T24:00:00Z", "2026-08-01T00:00:00.Z", "2026-08-01T00:00:00+24:00",
        "2026-08-01T00:00:00Z and", "26-08-01T00:00:00Z", "+026-08-01T00:00:00Z",
        "2026-08-01T00:00:00.0000000000000000000000000000Z",
    ])
    func `anything else is no date`(text: String) {
        #expect(InternetDate.parse(text) == nil)
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `what is written is read back, rounded to the millisecond`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let time = UnixTime(
            nanoseconds: Int64.random(in: 0..<9_214_646_400_000_000_000, using: &random))
        let text = InternetDate.format(time)
        let read = try #require(InternetDate.parse(text))
        #expect((read - time).nanoseconds.magnitude <= 500_000, "\(text)")
    }

    @Test func `whole seconds are written without a fraction`() {
        #expect(InternetDate.format(august) == "2026-08-01T00:00:00Z")
        #expect(InternetDate.format(august + .milliseconds(479)) == "2026-08-01T00:00:00.479Z")
    }
}
