/// Reads numbers by the grammar of RFC 8259, section 6.
struct NumberScanner {
    private var index: Int
    private var significand: UInt64 = 0
    private var digits = 0
    private var exponent = 0
    private var isTruncated = false

    /// The number that begins at an index, with a digit or a minus.
    @inline(__always)
    static func scan(_ text: Span<UInt8>, from start: Int) throws(JSONFault) -> JSONNumber {
        if let number = plain(text, from: start) { return number }
        var scanner = NumberScanner(index: start)
        return try scanner.scan(text)
    }

    /// The number that begins at an index if it is one of few digits and nothing else, as most are.
    @inline(__always)
    private static func plain(_ text: Span<UInt8>, from start: Int) -> JSONNumber? {
        let end = min(text.count, start &+ JSONNumber.digits)
        var index = start
        var significand: UInt64 = 0
        while index < end, let digit = digit(text[index]) {
            significand = significand &* 10 &+ UInt64(truncatingIfNeeded: digit)
            index &+= 1
        }
        // A digit, a fraction or an exponent may follow, or a zero lead.
        guard index > start, index < end, !isPartOfNumber(text[index]) else { return nil }
        guard index == start &+ 1 || text[start] != UInt8(ascii: "0") else { return nil }
        return JSONNumber(
            range: start..<index, significand: significand, exponent: 0, isPlain: true,
            isNegative: false, isTruncated: false)
    }

    @inline(__always)
    private static func isPartOfNumber(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e")
    }

    private init(index: Int) {
        self.index = index
    }

    @inline(never)
    private mutating func scan(_ text: Span<UInt8>) throws(JSONFault) -> JSONNumber {
        let start = index
        let isNegative = text[index] == UInt8(ascii: "-")
        if isNegative { index += 1 }
        if index < text.count, text[index] == UInt8(ascii: "0") {
            index += 1
        } else {
            try scanDigits(text, weight: 0)
        }
        let integerEnd = index
        if index < text.count, text[index] == UInt8(ascii: ".") {
            index += 1
            try scanDigits(text, weight: -1)
        }
        if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") { try scanExponent(text) }
        guard index - start <= JSONLimits.numberBytes else {
            throw JSONFault(.limit, at: start + JSONLimits.numberBytes)
        }
        return JSONNumber(
            range: start..<index, significand: significand, exponent: exponent,
            isPlain: !isNegative && index == integerEnd, isNegative: isNegative,
            isTruncated: isTruncated)
    }

    /// Reads one digit or more; each moves the exponent by `weight`, which is -1 in a fraction.
    private mutating func scanDigits(_ text: Span<UInt8>, weight: Int) throws(JSONFault) {
        let start = index
        while index < text.count, let digit = Self.digit(text[index]) {
            if digits < JSONNumber.digits {
                significand = significand * 10 + UInt64(digit)
                digits += significand > 0 ? 1 : 0
                exponent += weight
            } else {
                isTruncated = isTruncated || digit > 0
                exponent += weight + 1
            }
            index += 1
        }
        guard index > start else { throw .malformed(at: index) }
    }

    private mutating func scanExponent(_ text: Span<UInt8>) throws(JSONFault) {
        index += 1
        var isNegative = false
        if index < text.count, text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-")
        {
            isNegative = text[index] == UInt8(ascii: "-")
            index += 1
        }
        let start = index
        var power = 0
        while index < text.count, let digit = Self.digit(text[index]) {
            power = min(power * 10 + digit, Self.largestPower)
            index += 1
        }
        guard index > start else { throw .malformed(at: index) }
        exponent += isNegative ? -power : power
    }

    /// Beyond this power of ten a number of 256 digits is none that a `Double` holds, or zero.
    private static let largestPower = 100_000

    @inline(__always)
    private static func digit(_ byte: UInt8) -> Int? {
        let digit = byte &- UInt8(ascii: "0")
        return digit < 10 ? Int(digit) : nil
    }
}
