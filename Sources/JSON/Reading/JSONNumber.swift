/// A number as it stands in the text, and its decimal value; nothing is rounded before it is asked.
package struct JSONNumber: Equatable, Sendable {
    /// What a number is for a field that holds an integer.
    package enum Integer: Equatable, Sendable {
        /// It is this integer, however it is spelt: `1000`, `1000.0` and `1e3` are one number.
        case exact(Int64)
        /// It has a fraction.
        case fractional
        /// Its magnitude is above `JSONLimits.integer`.
        case outOfRange
    }

    /// The bytes of the text that spell it.
    package let range: Range<Int>
    /// The digits as an integer, at most `Self.digits` of them, to be multiplied by 10^exponent.
    let significand: UInt64
    /// The power of ten.
    let exponent: Int
    /// Whether it is spelt with digits only: no sign, no fraction, no exponent.
    package let isPlain: Bool
    /// Whether a minus stands before it.
    let isNegative: Bool
    /// Whether digits other than zeros did not fit in the significand.
    let isTruncated: Bool
    /// The magnitude when digits were lost: it takes all of them to round rightly.
    var rounded = 0.0

    /// The digits that a significand keeps: every number of so many fits in 64 bits.
    static let digits = 19

    /// The value as an integer, if it is one.
    package var asInteger: Integer {
        guard exponent != 0 || isTruncated else { return Self.integer(significand, isNegative) }
        guard significand > 0 else { return .exact(0) }
        var (value, exponent) = (significand, exponent)
        while exponent < 0, value % 10 == 0 { (value, exponent) = (value / 10, exponent + 1) }
        guard exponent >= 0, !isTruncated else { return isLarge ? .outOfRange : .fractional }
        while exponent > 0, value <= UInt64(JSONLimits.integer) {
            (value, exponent) = (value * 10, exponent - 1)
        }
        return Self.integer(value, isNegative)
    }

    /// The value as an integer; nil when it has a fraction or lies outside ±`JSONLimits.integer`.
    package var integer: Int64? {
        if case .exact(let value) = asInteger { value } else { nil }
    }

    /// The nearest `Double`; nil when the magnitude is beyond the largest.
    package var double: Double? {
        let magnitude = isTruncated ? rounded : Self.magnitude(significand, exponent)
        guard magnitude.isFinite else { return nil }
        return isNegative ? -magnitude : magnitude
    }

    /// Whether the magnitude is above `JSONLimits.integer`, of a number that is no such integer.
    private var isLarge: Bool {
        Self.magnitude(significand, exponent) > Double(JSONLimits.integer)
    }

    private static func integer(_ magnitude: UInt64, _ isNegative: Bool) -> Integer {
        guard magnitude <= UInt64(JSONLimits.integer) else { return .outOfRange }
        return .exact(isNegative ? -Int64(magnitude) : Int64(magnitude))
    }

    /// significand × 10^exponent, rounded once: both factors exact, or by the decimal conversion.
    private static func magnitude(_ significand: UInt64, _ exponent: Int) -> Double {
        if exponent == 0 { return Double(significand) }
        if significand <= 1 << 53, exponent >= -22, exponent <= 22 {
            let power = powers[abs(exponent)]
            return exponent < 0 ? Double(significand) / power : Double(significand) * power
        }
        return Double("\(significand)e\(exponent)") ?? .infinity
    }

    /// The powers of ten that a `Double` holds exactly.
    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]
}
