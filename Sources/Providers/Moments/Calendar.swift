package import Leasing

/// The civil calendar in UTC: what a date is as a point on the wall clock, and back.
package enum Calendar {
    /// The point of a date and time; `nil` when there is no such date, or it is not between 1970
    /// and 2261. The sixtieth second, a leap second, is the first of the next minute.
    package static func time(
        year: Int64, month: Int64, day: Int64,
        hour: Int64 = 0, minute: Int64 = 0, second: Int64 = 0
    ) -> UnixTime? {
        guard (1970...2261).contains(year), (1...12).contains(month),
            day >= 1, day <= days(inMonth: month, of: year),
            (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        let days = daysSinceEpoch(year: year, month: month, day: day)
        return UnixTime(seconds: ((days * 24 + hour) * 60 + minute) * 60 + second)
    }

    /// The first moment of the month after the one that holds the point.
    package static func startOfNextMonth(after time: UnixTime) -> UnixTime {
        let date = CivilDate(of: time)
        let isLast = date.month == 12
        let days = daysSinceEpoch(
            year: isLast ? date.year + 1 : date.year, month: isLast ? 1 : date.month + 1, day: 1)
        return UnixTime(seconds: days * 86_400)
    }

    /// The number of days in a month.
    static func days(inMonth month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static func isLeap(_ year: Int64) -> Bool {
        (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    }

    /// Days from 1970-01-01, by the era arithmetic that starts the year in March (Hinnant, "chrono
    /// compatible low-level date algorithms").
    static func daysSinceEpoch(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

/// A date with its time of day, in UTC.
package struct CivilDate: Hashable, Sendable {
    /// Year, month and day of the month, counted from 1.
    package let year, month, day: Int64
    /// Time of day.
    package let hour, minute, second: Int64
    /// What is left below a second, in nanoseconds.
    package let nanosecond: Int64

    /// The date that holds a point on the wall clock; before 1970 it is the first moment of it.
    package init(of time: UnixTime) {
        let total = max(time.nanoseconds, 0)
        nanosecond = total % 1_000_000_000
        let seconds = total / 1_000_000_000
        (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60)
        let shifted = seconds / 86_400 + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }
}
