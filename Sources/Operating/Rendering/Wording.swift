/// The daemon's words and numbers as people say them.
enum Wording {
    /// A state of an account: `at_capacity` is "at capacity".
    static func state(_ name: String) -> String {
        String(name.map { $0 == "_" ? " " : $0 })
    }

    /// A length of time in its two largest units, rounded up to the smaller: "2 h 10 min".
    static func span(milliseconds: Int64) -> String {
        let seconds = max(0, milliseconds / 1000 + (milliseconds % 1000 > 0 ? 1 : 0))
        if seconds < 60 { return "\(seconds) s" }
        let units: [(name: String, seconds: Int64, rest: String, restSeconds: Int64)] = [
            ("min", 60, "s", 1), ("h", 3600, "min", 60), ("d", 86_400, "h", 3600),
        ]
        for unit in units.reversed() where seconds >= unit.seconds {
            // Rounding up may fill the larger unit.
            let rounded = (seconds + unit.restSeconds - 1) / unit.restSeconds * unit.restSeconds
            let (whole, rest) = rounded.quotientAndRemainder(dividingBy: unit.seconds)
            let text = "\(whole) \(unit.name)"
            return rest == 0 ? text : "\(text) \(rest / unit.restSeconds) \(unit.rest)"
        }
        return "\(seconds) s"
    }
}
