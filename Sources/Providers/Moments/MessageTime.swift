import Leasing

/// Times in the sentences of structured error messages.
enum MessageTime {
    /// How upstreams lead up to a length of time, in lower case.
    private static let leadIns = [
        "try again in", "retry in", "retry after", "try again after", "reset after",
        "resets after", "resets in", "reset in", "available in",
    ]

    /// The end of the first wait that the message names: «resets in 9h22m20s», «try again in
    /// 3 hours 42 minutes», «retry after 35 seconds».
    static func wait(in message: Words, _ horizon: Horizon) -> UnixTime? {
        var first: (start: Int, end: UnixTime)?
        for phrase in leadIns {
            guard let start = message.end(of: phrase), start < first?.start ?? .max,
                let end = horizon.after(length(in: message, from: start))
            else { continue }
            first = (start, end)
        }
        return first?.end
    }

    /// A date as in «regain access on 2026-09-01 at 00:00 UTC».
    static func date(in message: Words, after phrase: String, _ horizon: Horizon) -> UnixTime? {
        guard let start = message.end(of: phrase) else { return nil }
        var scanner = Scanner(message.bytes[start...])
        scanner.skipWhiteSpace()
        guard let year = scanner.digits(4), scanner.skip("-"), let month = scanner.digits(2),
            scanner.skip("-"), let day = scanner.digits(2)
        else { return nil }
        let clock = timeOfDay(&scanner) ?? (0, 0)
        return horizon.accept(
            Calendar.time(
                year: year, month: month, day: day, hour: clock.hour, minute: clock.minute))
    }

    private static func length(in message: Words, from start: Int) -> Interval? {
        var scanner = Scanner(message.bytes[start...])
        return DurationText.leading(&scanner)
    }

    private static func timeOfDay(_ scanner: inout Scanner) -> (hour: Int64, minute: Int64)? {
        scanner.skipWhiteSpace()
        guard scanner.word() == "at" else { return nil }
        scanner.skipWhiteSpace()
        guard let hour = scanner.digits(2), scanner.skip(":"), let minute = scanner.digits(2)
        else { return nil }
        return (hour, minute)
    }
}
