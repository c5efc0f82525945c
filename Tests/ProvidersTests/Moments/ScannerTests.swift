import Leasing
import Providers
import Testing

/// How texts are walked over, as the dates and durations that are built on it show.
@Suite struct ScannerTests {
    @Test func `digits are counted exactly`() {
        #expect(InternetDate.parse("2026-8-01") == nil)
        #expect(InternetDate.parse("2026-08-1") == nil)
        #expect(InternetDate.parse("2026-08-011") == nil)
    }

    @Test func `a word ends at the first that is no letter`() {
        #expect(DurationText.parse("5s5m") == .seconds(305))
        #expect(DurationText.parse("5sé") == nil)
    }

    @Test func `a point at a sentence's end is no decimal point`() {
        #expect(DurationText.parse("5s.") == nil)
        let body = #"{"error":{"message":"Please retry in 5s."}}"#
        #expect(finding("gemini", 429, body).seconds == 5)
    }
}
