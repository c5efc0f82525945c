package import JSON
package import Leasing

/// Points in time and lengths as JSON and header values hold them.
package enum Timestamp {
    /// Above this many seconds, the year 5138, a number is of milliseconds.
    private static let millisecondsFrom: Int64 = 100_000_000_000

    /// Reads seconds or milliseconds since 1970, or a date of RFC 3339; a truth value is none.
    package static func read(_ value: JSONValue?) -> UnixTime? {
        guard let value else { return nil }
        if let text = value.string { return read(text) }
        if let whole = value.integer { return epoch(whole) }
        guard let number = value.double, number > 0, number < 1e14 else { return nil }
        return number >= Double(millisecondsFrom)
            ? UnixTime(nanoseconds: Int64(number) * 1_000_000)
            : number < 9e9 ? UnixTime(nanoseconds: Int64(number * 1e9)) : nil
    }

    /// Reads a header's value in the same way.
    package static func read(_ text: String) -> UnixTime? {
        if let whole = Int64(digits: text.utf8) { return epoch(whole) }
        let bytes = text.trimmedBytes
        if let whole = Int64(digits: bytes) { return epoch(whole) }
        if let value = Decimal.billionths(bytes) { return UnixTime(nanoseconds: value) }
        return InternetDate.parse(text)
    }

    /// Reads a number of seconds, or a duration as text.
    package static func length(_ value: JSONValue?) -> Interval? {
        guard let value else { return nil }
        if let text = value.string { return DurationText.parse(text) }
        if let whole = value.integer { return .seconds(whole) }
        guard let number = value.double, number > 0, number < 9e9 else { return nil }
        return Interval(nanoseconds: Int64(number * 1e9))
    }

    private static func epoch(_ value: Int64) -> UnixTime? {
        guard value > 0 else { return nil }
        if value < millisecondsFrom { return UnixTime(seconds: value) }
        return value < 1000 * millisecondsFrom
            ? UnixTime(nanoseconds: Interval.milliseconds(value).nanoseconds) : nil
    }
}
