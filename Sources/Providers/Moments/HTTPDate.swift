package import Leasing

/// Dates as HTTP writes them, in all three forms of RFC 9110, section 5.6.7.
package enum HTTPDate {
    /// Reads `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or
    /// `Sun Nov  6 08:49:37 1994`; the day of the week is not checked.
    ///
    /// A year of two digits that would lie more than 50 years ahead of `now` is one of the past.
    package static func parse(_ text: some StringProtocol, now: UnixTime) -> UnixTime? {
        guard text.utf8.count <= 40 else { return nil }
        var scanner = Scanner(text.trimmedBytes)
        guard let weekday = scanner.word(), weekday.utf8.count >= 3 else { return nil }
        guard scanner.skip(",") else { return systemForm(&scanner) }
        scanner.skipWhiteSpace()
        guard let day = scanner.digits(2) else { return nil }
        let isOld = scanner.skip("-")
        guard isOld || scanner.skip(" "), let month = month(scanner.word()),
            isOld ? scanner.skip("-") : scanner.skip(" "),
            let year = isOld ? fullYear(scanner.digits(2), now: now) : scanner.digits(4),
            scanner.skip(" "), let clock = clock(&scanner), scanner.skip(" "),
            scanner.word() == "gmt", scanner.isAtEnd
        else { return nil }
        return time(year: year, month: month, day: day, clock: clock)
    }

    /// What C's `asctime` writes, the day of the month padded with a blank.
    private static func systemForm(_ scanner: inout Scanner) -> UnixTime? {
        guard scanner.skip(" "), let month = month(scanner.word()), scanner.skip(" "),
            let day = scanner.skip(" ") ? scanner.digits(1) : scanner.digits(2),
            scanner.skip(" "), let clock = clock(&scanner), scanner.skip(" "),
            let year = scanner.digits(4), scanner.isAtEnd
        else { return nil }
        return time(year: year, month: month, day: day, clock: clock)
    }

    private typealias Clock = (hour: Int64, minute: Int64, second: Int64)

    private static func clock(_ scanner: inout Scanner) -> Clock? {
        guard let hour = scanner.digits(2), scanner.skip(":"), let minute = scanner.digits(2),
            scanner.skip(":"), let second = scanner.digits(2)
        else { return nil }
        return (hour, minute, second)
    }

    private static func time(year: Int64, month: Int64, day: Int64, clock: Clock) -> UnixTime? {
        Calendar.time(
            year: year, month: month, day: day,
            hour: clock.hour, minute: clock.minute, second: clock.second)
    }

    private static func fullYear(_ short: Int64?, now: UnixTime) -> Int64? {
        guard let short else { return nil }
        let thisYear = CivilDate(of: now).year
        let candidate = thisYear / 100 * 100 + short
        return candidate > thisYear + 50 ? candidate - 100 : candidate
    }

    private static func month(_ name: String?) -> Int64? {
        guard let name,
            let index = [
                "jan", "feb", "mar", "apr", "may", "jun",
                "jul", "aug", "sep", "oct", "nov", "dec",
            ].firstIndex(of: name)
        else { return nil }
        return Int64(index + 1)
    }
}
