/// Numbers as they are printed.
package enum Figure {
    /// A number with so many digits behind the point.
    package static func fixed(_ number: Double, digits: Int) -> String {
        let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
        let scaled = (number * scale).rounded()
        guard scaled.magnitude < 1e15 else { return "\(number)" }
        let (whole, rest) = Int64(scaled.magnitude).quotientAndRemainder(
            dividingBy: Int64(scale))
        let sign = scaled < 0 ? "-" : ""
        guard digits > 0 else { return "\(sign)\(whole)" }
        let fraction = String(rest)
        return
            "\(sign)\(whole).\(String(repeating: "0", count: digits - fraction.count))\(fraction)"
    }

    /// A whole number with its thousands apart: "41 000".
    package static func grouped(_ number: Double) -> String {
        var digits = fixed(number.magnitude, digits: 0)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return (number < 0 ? "-" : "") + ([digits] + groups).joined(separator: " ")
    }

    /// Nanoseconds in microseconds: "12.3".
    package static func microseconds(_ nanoseconds: UInt64) -> String {
        fixed(Double(nanoseconds) / 1000, digits: 1)
    }

    /// Text at the right of so many columns.
    package static func right(_ text: String, _ columns: Int) -> String {
        String(repeating: " ", count: max(0, columns - text.count)) + text
    }

    /// The one in the middle of an odd number of figures, the lower of two middle ones.
    package static func median(_ figures: [Double]) -> Double {
        figures.isEmpty ? 0 : figures.sorted()[(figures.count - 1) / 2]
    }
}
