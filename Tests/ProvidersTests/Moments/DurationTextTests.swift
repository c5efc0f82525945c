import Leasing
import Providers
import Seeding
import Testing

@Suite struct DurationTextTests {
    @Test(arguments: [
        ("6m0s", 360_000), ("1h2m3.5s", 3_723_500), ("250ms", 250), ("33740.5s", 33_740_500),
        ("35 seconds", 35_000), ("1 hour 5 minutes", 3_900_000), ("11.054", 11_054),
        ("4 days, 20 hours and 9 minutes", 418_140_000), (" 12ms ", 12),
    ])
    func `durations are read as upstreams write them`(text: String, milliseconds: Int64) {
        #expect(DurationText.parse(text) == .milliseconds(milliseconds))
    }

    @Test(arguments: [
        "", "s", "m5", "5x", "5 bananas", "1h2", "-5s", "1..5s", "0x10s", "nan", "inf", "1e9s",
        "99999999999999999999s", "9999999999999w", "5s!", "5;s", "1.s",
    ])
    func `what is no duration is none`(text: String) {
        #expect(DurationText.parse(text) == nil)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `a duration that Go would write is read exactly`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let hours = Int64.random(in: 0..<1000, using: &random)
        let minutes = Int64.random(in: 0..<60, using: &random)
        let milliseconds = Int64.random(in: 0..<60_000, using: &random)
        let fraction = String(milliseconds % 1000 + 1000).dropFirst()
        let text = "\(hours)h\(minutes)m\(milliseconds / 1000).\(fraction)s"
        #expect(
            DurationText.parse(text) == .hours(hours) + .minutes(minutes)
                + .milliseconds(milliseconds))
    }

    @Test(arguments: 0..<500 as Range<UInt64>)
    func `nothing makes it trap`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let alphabet = Array("0123456789.smhdwn ,and")
        let text = String(
            (0..<Int.random(in: 0..<70, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? "0"
            })
        #expect(DurationText.parse(text) == DurationText.parse(text))
    }
}
