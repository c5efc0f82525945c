package import Leasing

/// Lengths of time as upstreams write them.
package enum DurationText {
    /// Reads `6m0s`, `1h2m3.5s`, `250ms`, `33740.9s`, also `35 seconds` and `1 hour 5 minutes`; a
    /// bare number is seconds. `nil` when anything else is in the text.
    ///
    /// Go's and Protobuf's durations are the first forms, messages to people have the others.
    package static func parse(_ text: some StringProtocol) -> Interval? {
        guard text.utf8.count <= 64 else { return nil }
        let bytes = text.trimmedBytes
        if let bare = Decimal.billionths(bytes) { return Interval(nanoseconds: bare) }
        var scanner = Scanner(bytes)
        guard let length = leading(&scanner), scanner.isAtEnd else { return nil }
        return length
    }

    /// Reads the length that the scanner stands before, and stops behind its last unit.
    static func leading(_ scanner: inout Scanner) -> Interval? {
        var total: Interval?
        var attempt = scanner
        for _ in 0..<8 {
            attempt.skipWhiteSpace()
            guard let count = attempt.decimal() else { break }
            attempt.skipWhiteSpace()
            guard let word = attempt.word(), let unit = unit(word),
                let part = product(count, unit)
            else { break }
            total = (total ?? .zero) + part
            scanner = attempt
            skipConnective(&attempt)
        }
        return total
    }

    /// A comma or an «and» between two parts.
    private static func skipConnective(_ scanner: inout Scanner) {
        _ = scanner.skip(",")
        var ahead = scanner
        ahead.skipWhiteSpace()
        if ahead.word() == "and" { scanner = ahead }
    }

    /// Billionths of a unit of so many nanoseconds.
    private static func product(_ billionths: Int64, _ unit: Int64) -> Interval? {
        let (high, low) = billionths.multipliedFullWidth(by: unit)
        let billion: Int64 = 1_000_000_000
        guard high.magnitude < billion / 2 else { return nil }
        return Interval(nanoseconds: billion.dividingFullWidth((high, low)).quotient)
    }

    /// The nanoseconds of a unit.
    private static func unit(_ word: String) -> Int64? {
        switch word {
        case "ns": 1
        case "us": 1000
        case "ms", "millisecond", "milliseconds": 1_000_000
        case "s", "sec", "secs", "second", "seconds": 1_000_000_000
        case "m", "min", "mins", "minute", "minutes": 60_000_000_000
        case "h", "hr", "hrs", "hour", "hours": 3_600_000_000_000
        case "d", "day", "days": 86_400_000_000_000
        case "w", "week", "weeks": 604_800_000_000_000
        default: nil
        }
    }
}
