/// Spells integers in decimal.
enum IntegerEncoder {
    /// Appends the digits of an integer that fits in 64 bits.
    static func append(_ integer: Int64, to bytes: inout [UInt8]) {
        if integer < 0 { bytes.append(UInt8(ascii: "-")) }
        append(digitsOf: integer.magnitude, to: &bytes)
    }

    /// Appends the digits of an integer, a minus before them when it is negative.
    static func append(_ integer: some BinaryInteger, to bytes: inout [UInt8]) {
        guard let magnitude = UInt64(exactly: integer.magnitude) else {
            bytes.append(contentsOf: String(integer).utf8)
            return
        }
        if integer < 0 { bytes.append(UInt8(ascii: "-")) }
        append(digitsOf: magnitude, to: &bytes)
    }

    private static func append(digitsOf magnitude: UInt64, to bytes: inout [UInt8]) {
        var digits: [20 of UInt8] = .init(repeating: 0)
        var first = digits.count
        var rest = magnitude
        repeat {
            first &-= 1
            digits[first] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        bytes.append(addingCapacity: digits.count) { output in
            for index in first..<digits.count { output.append(digits[index]) }
        }
    }
}
