import AccountClient
import Leasing
import Providers

/// The daemon's words and numbers as people say them.
package enum Wording {
    /// A word of the wire: `at_capacity` is "at capacity".
    package static func state(_ name: String) -> String {
        String(name.map { $0 == "_" ? " " : $0 })
    }

    /// A quota window by its name: "quota 5h", and "quota" for the one that is named so.
    static func quota(_ name: String) -> String {
        name == "quota" ? "quota" : "quota \(name)"
    }

    /// A number with its noun: "1 account", "3 accounts".
    package static func count(_ number: Int64, _ noun: String) -> String {
        number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
    }

    /// A length of time in its two largest units, rounded up to the smaller: "2 h 10 min".
    package static func span(milliseconds: Int64) -> String {
        let seconds = max(0, milliseconds / 1000 + (milliseconds % 1000 > 0 ? 1 : 0))
        if seconds < 60 { return "\(seconds) s" }
        if seconds < 3600 { return pair(seconds, 60, "min", 1, "s") }
        // Rounded up to minutes, 59 min 59 s more is another hour, and so with days.
        let minutes = (seconds + 59) / 60
        if minutes < 1440 { return pair(minutes, 60, "h", 1, "min") }
        return pair((minutes + 59) / 60, 24, "d", 1, "h")
    }

    private static func pair(
        _ amount: Int64, _ size: Int64, _ large: String, _ step: Int64, _ small: String
    ) -> String {
        let (whole, rest) = amount.quotientAndRemainder(dividingBy: size)
        return rest == 0 ? "\(whole) \(large)" : "\(whole) \(large) \(rest) \(small)"
    }

    /// The time of day so long from now by the operator's clock, with the date when that is another
    /// day: "13:45", "12 Mar 13:45".
    package static func time(in milliseconds: Int64, _ console: Console) -> String {
        let now = local(UnixTime(nanoseconds: console.now()), console)
        let then = local(
            UnixTime(nanoseconds: console.now()) + Interval.milliseconds(milliseconds), console)
        let clock = "\(twoDigits(then.hour)):\(twoDigits(then.minute))"
        let isToday = (now.year, now.month, now.day) == (then.year, then.month, then.day)
        return isToday ? clock : "\(then.day) \(months[Int(then.month) - 1]) \(clock)"
    }

    /// A time that is told in UTC (RFC 3339) by the operator's clock, to the second, with the date
    /// when it is another day: "13:45:07", "12 Mar 13:45:07". Any other text is left as it is.
    package static func time(at text: String, _ console: Console) -> String {
        guard let day = day(at: text, console) else { return VisibleText.of(text) }
        let clock = clock(at: text, console)
        return day == today(console) ? clock : "\(day) \(clock)"
    }

    /// The same without the date: "13:45:07".
    static func clock(at text: String, _ console: Console) -> String {
        guard let time = InternetDate.parse(text) else { return VisibleText.of(text) }
        let then = local(time, console)
        return [then.hour, then.minute, then.second].map(twoDigits).joined(separator: ":")
    }

    /// The day of a time that is told in UTC, by the operator's clock: "12 Mar", with the year
    /// when that is another one. `nil` for a text that is no time.
    static func day(at text: String, _ console: Console) -> String? {
        InternetDate.parse(text).map { day(of: $0, console) }
    }

    /// The day that it is.
    static func today(_ console: Console) -> String {
        day(of: UnixTime(nanoseconds: console.now()), console)
    }

    private static func day(of time: UnixTime, _ console: Console) -> String {
        let (then, now) = (
            local(time, console), local(UnixTime(nanoseconds: console.now()), console)
        )
        let year = then.year == now.year ? "" : " \(then.year)"
        return "\(then.day) \(months[Int(then.month) - 1])\(year)"
    }

    /// "in 2 h 10 min (13:45)"; without the clock when it is a matter of seconds.
    package static func moment(in milliseconds: Int64, _ console: Console) -> String {
        let span = "in \(span(milliseconds: milliseconds))"
        return milliseconds < 60_000 ? span : "\(span) (\(time(in: milliseconds, console)))"
    }

    private static func local(_ time: UnixTime, _ console: Console) -> CivilDate {
        let offset = console.secondsEastOfUTC(time.nanoseconds / 1_000_000_000)
        return CivilDate(of: time + Interval.seconds(Int64(offset)))
    }

    private static func twoDigits(_ number: Int64) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// A text in lines of at most so many columns, broken between words; a word that is longer than
    /// a line is cut.
    package static func wrapped(_ text: String, to columns: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            let word = DisplayWidth.cut(String(word), to: columns)
            if let last = lines.last, DisplayWidth.of(last) + 1 + DisplayWidth.of(word) <= columns {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(word)
            }
        }
        return lines
    }
}
