package import Leasing

/// Dates as RFC 3339 writes them: `2026-09-01T00:00:00Z`, with a fraction or an offset.
package enum InternetDate {
    /// Reads a date; a date without a time of day is its first moment. `nil` for anything else.
    ///
    /// A blank may stand for the `T`, and an offset may lack its colon, as some upstreams have it.
    package static func parse(_ text: some StringProtocol) -> UnixTime? {
        guard text.utf8.count <= 40 else { return nil }
        var scanner = Scanner(text.trimmedBytes)
        guard let year = scanner.digits(4), scanner.skip("-"), let month = scanner.digits(2),
            scanner.skip("-"), let day = scanner.digits(2)
        else { return nil }
        if scanner.isAtEnd { return Calendar.time(year: year, month: month, day: day) }
        guard scanner.skip("T") || scanner.skip("t") || scanner.skip(" "),
            let clock = timeOfDay(&scanner),
            let offset = zone(&scanner), scanner.isAtEnd,
            let local = Calendar.time(
                year: year, month: month, day: day,
                hour: clock.hour, minute: clock.minute, second: clock.second)
        else { return nil }
        return local + clock.fraction + offset
    }

    /// Writes a point in UTC, with milliseconds when it has any.
    package static func format(_ time: UnixTime) -> String {
        let rounded = UnixTime(
            nanoseconds: (time + Interval(nanoseconds: 500_000)).nanoseconds / 1_000_000
                * 1_000_000)
        let date = CivilDate(of: rounded)
        let days = [padded(date.year, 4), padded(date.month, 2), padded(date.day, 2)]
        let clock = [padded(date.hour, 2), padded(date.minute, 2), padded(date.second, 2)]
        let fraction = date.nanosecond == 0 ? "" : "." + padded(date.nanosecond / 1_000_000, 3)
        return days.joined(separator: "-") + "T" + clock.joined(separator: ":") + fraction + "Z"
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    private static func timeOfDay(
        _ scanner: inout Scanner
    ) -> (hour: Int64, minute: Int64, second: Int64, fraction: Interval)? {
        guard let hour = scanner.digits(2), scanner.skip(":"), let minute = scanner.digits(2)
        else { return nil }
        guard scanner.skip(":") else { return (hour, minute, 0, .zero) }
        guard let second = scanner.digits(2) else { return nil }
        guard scanner.skip(".") else { return (hour, minute, second, .zero) }
        guard let fraction = scanner.fraction() else { return nil }
        return (hour, minute, second, fraction)
    }

    /// What is to be added to the local time to have it in UTC.
    private static func zone(_ scanner: inout Scanner) -> Interval? {
        if scanner.skip("Z") || scanner.skip("z") { return .zero }
        let isWest = scanner.skip("-")
        guard isWest || scanner.skip("+"), let hours = scanner.digits(2) else { return nil }
        _ = scanner.skip(":")
        guard let minutes = scanner.digits(2), hours <= 23, minutes <= 59 else { return nil }
        let offset = Interval.minutes(hours * 60 + minutes)
        return isWest ? offset : offset * -1
    }
}
