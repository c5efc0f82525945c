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

    /// Eight digits at a time are a word, the first lowest, which is then written from there.
    private static func append(digitsOf magnitude: UInt64, to bytes: inout [UInt8]) {
        let (high, low) = magnitude.quotientAndRemainder(dividingBy: 100_000_000)
        guard high > 0 else {
            append(shortest: low, to: &bytes)
            return
        }
        append(digitsOf: high, to: &bytes)
        append(low, digits: 8, to: &bytes)
    }

    /// Appends the digits of an integer of at most eight, without leading zeros.
    @inline(__always)
    private static func append(shortest integer: UInt64, to bytes: inout [UInt8]) {
        var digits = 1
        var bound: UInt64 = 10
        while integer >= bound { (digits, bound) = (digits &+ 1, bound &* 10) }
        append(integer, digits: digits, to: &bytes)
    }

    /// Appends the last digits of an integer, at most eight.
    @inline(__always)
    private static func append(_ integer: UInt64, digits: Int, to bytes: inout [UInt8]) {
        var word: UInt64 = 0
        var rest = UInt32(truncatingIfNeeded: integer)
        for _ in 0..<digits {
            word = word &<< 8 | UInt64(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        }
        bytes.append(addingCapacity: digits) { output in
            for _ in 0..<digits {
                output.append(UInt8(truncatingIfNeeded: word))
                word &>>= 8
            }
        }
    }
}
