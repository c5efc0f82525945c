import Leasing

/// Walks over bytes from the left; what does not fit leaves it where it was.
struct Scanner {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// Steps over one character when it is next.
    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, UInt32(first) == character.value else { return false }
        rest.removeFirst()
        return true
    }

    /// Steps over all white space.
    mutating func skipWhiteSpace() {
        while let first = rest.first, first.isWhiteSpace { rest.removeFirst() }
    }

    /// Exactly so many digits.
    mutating func digits(_ count: Int) -> Int64? {
        guard rest.count >= count, let value = Int64(digits: rest.prefix(count)) else { return nil }
        rest.removeFirst(count)
        return value
    }

    /// At least one letter, in lower case.
    mutating func word() -> String? {
        let letters = rest.prefix { $0.lowercased >= 0x61 && $0.lowercased <= 0x7A }
        guard !letters.isEmpty else { return nil }
        rest.removeFirst(letters.count)
        return String(decoding: letters.map(\.lowercased), as: UTF8.self)
    }

    /// A number with at most one point, as billionths.
    mutating func decimal() -> Int64? {
        var text = rest.prefix { $0.decimalDigit != nil || $0 == UInt8(ascii: ".") }
        if text.last == UInt8(ascii: ".") { text.removeLast() }
        guard let value = Decimal.billionths(text) else { return nil }
        rest.removeFirst(text.count)
        return value
    }

    /// The digits behind a decimal point; those below a billionth are cut.
    mutating func fraction() -> Interval? {
        let digits = rest.prefix { $0.decimalDigit != nil }
        guard !digits.isEmpty, digits.count <= 18,
            let value = Decimal.billionths([UInt8(ascii: ".")] + digits)
        else { return nil }
        rest.removeFirst(digits.count)
        return Interval(nanoseconds: value)
    }
}
