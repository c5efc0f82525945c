import Leasing
import Providers
import Seeding
import Testing

/// Decimal numbers, as `Retry-After` shows them.
@Suite struct DecimalTests {
    private func wait(_ value: String) -> Double? {
        finding("generic", 429, "", ["retry-after": value]).seconds
    }

    @Test(arguments: [("30", 30.0), ("0.5", 0.5), (" 7 ", 7), ("1.", 1), (".25", 0.25)])
    func `seconds may have a fraction`(text: String, seconds: Double) {
        #expect(wait(text) == seconds)
    }

    @Test(arguments: [
        "0", "0.0", "-5", "+5", "1e3", "0x10", "nan", "inf", "1.2.3", "", " ", ".", "1,5",
        "99999999999999999999", "1 2", "٣",
    ])
    func `what is no positive decimal is no hint`(text: String) {
        #expect(wait(text) == nil)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `a decimal is read to the nanosecond`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let whole = Int64.random(in: 1..<1_000_000, using: &random)
        let fraction = Int64.random(in: 0..<1_000_000_000, using: &random)
        let digits = String(fraction + 1_000_000_000).dropFirst()
        let found = finding("generic", 429, "", ["retry-after": "\(whole).\(digits)"])
        let length = Interval.seconds(whole) + Interval(nanoseconds: fraction)
        #expect(found.block == .until(august + length, basis: .retryAfter))
    }
}
