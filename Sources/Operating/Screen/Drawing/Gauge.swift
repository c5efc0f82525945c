/// Numbers as small bars, and times in few characters.
package enum Gauge {
    /// A bar that is empty only when nothing is used and full only when nothing is left.
    package static func bar(_ used: Double, of most: Double, cells: Int) -> String {
        guard cells > 0 else { return "" }
        let filled: Int
        if !(used > 0) {
            filled = 0
        } else if used >= most {
            filled = cells
        } else {
            let share = (used * Double(cells) / most).rounded(.down)
            filled = min(cells - 1, max(1, Int(share)))
        }
        return String(repeating: "█", count: filled)
            + String(repeating: "░", count: cells - filled)
    }

    /// Percent without a fraction: 100 only when all is used, 0 only when nothing is.
    package static func percent(_ percent: Double) -> String {
        guard percent > 0 else { return "0%" }
        if percent >= 1000 { return ">999%" }
        return percent < 1 ? "1%" : "\(Int(percent))%"
    }

    /// A length of time in its two largest units, rounded up: "45s", "2m 05s", "2h 10m", "6d 4h".
    package static func span(milliseconds: Int64) -> String {
        let seconds = max(0, milliseconds / 1000 + (milliseconds % 1000 > 0 ? 1 : 0))
        if seconds < 60 { return "\(seconds)s" }
        if seconds < 600 { return pair(seconds, 60, "m", "s") }
        let minutes = (seconds + 59) / 60
        if minutes < 60 { return "\(minutes)m" }
        if minutes < 1440 { return pair(minutes, 60, "h", "m") }
        let hours = (minutes + 59) / 60
        return hours < 2400 ? pair(hours, 24, "d", "h") : "\(hours / 24)d"
    }

    private static func pair(
        _ amount: Int64, _ size: Int64, _ large: String, _ small: String
    ) -> String {
        let (whole, rest) = amount.quotientAndRemainder(dividingBy: size)
        return "\(whole)\(large) \(rest < 10 ? "0" : "")\(rest)\(small)"
    }
}
