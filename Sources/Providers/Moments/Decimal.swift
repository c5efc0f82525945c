import Leasing

/// A decimal number in text, read without a floating point's surprises.
///
/// `Double`'s own reader takes `nan`, `infinity` and hexadecimal; none of them is a header's value.
enum Decimal {
    /// The number times a billion, rounded towards zero; `nil` for anything but digits with at most
    /// one point between or behind them, and for what does not fit.
    static func billionths(_ text: some Collection<UInt8>) -> Int64? {
        var value: Int64 = 0
        var fractionDigits: Int?
        var digits = 0
        for byte in text {
            if byte == UInt8(ascii: "."), fractionDigits == nil {
                fractionDigits = 0
                continue
            }
            guard let digit = byte.decimalDigit else { return nil }
            digits += 1
            if let read = fractionDigits {
                guard read < 9 else { continue }
                fractionDigits = read + 1
            }
            guard let next = value.appending(digit: digit) else { return nil }
            value = next
        }
        guard digits > 0 else { return nil }
        return scaled(value, by: 9 - (fractionDigits ?? 0))
    }

    /// The number of seconds as a length of time.
    static func seconds(_ text: some StringProtocol) -> Interval? {
        trimmedBillionths(text).map { Interval(nanoseconds: $0) }
    }

    /// The number itself, when it is no more than nine billion.
    static func number(_ text: some StringProtocol) -> Double? {
        trimmedBillionths(text).map { Double($0) / 1_000_000_000 }
    }

    /// The same of a text that may have white space around it, as few have.
    private static func trimmedBillionths(_ text: some StringProtocol) -> Int64? {
        billionths(text.utf8) ?? billionths(text.trimmedBytes)
    }

    private static func scaled(_ value: Int64, by powerOfTen: Int) -> Int64? {
        var result = value
        for _ in 0..<powerOfTen {
            let (product, overflow) = result.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            result = product
        }
        return result
    }
}

extension UInt8 {
    /// The value of an ASCII digit.
    var decimalDigit: Int64? {
        self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9")
            ? Int64(self - UInt8(ascii: "0")) : nil
    }
}

extension Int64 {
    /// The number with one more digit at its end, unless that does not fit.
    func appending(digit: Int64) -> Int64? {
        let (product, overflow) = multipliedReportingOverflow(by: 10)
        guard !overflow else { return nil }
        let (sum, carry) = product.addingReportingOverflow(digit)
        return carry ? nil : sum
    }

    /// A whole number in decimal digits, with nothing around it.
    init?(digits: some Collection<UInt8>) {
        guard !digits.isEmpty else { return nil }
        var value: Int64 = 0
        for byte in digits {
            guard let digit = byte.decimalDigit, let next = value.appending(digit: digit) else {
                return nil
            }
            value = next
        }
        self = value
    }
}

extension StringProtocol {
    /// The bytes without the blanks and tabs around them.
    var trimmedBytes: ArraySlice<UInt8> {
        Array(utf8)[...].trimmed
    }
}

extension ArraySlice<UInt8> {
    /// The bytes without the white space around them.
    var trimmed: ArraySlice<UInt8> {
        var rest = self
        while let first = rest.first, first.isWhiteSpace { rest.removeFirst() }
        while let last = rest.last, last.isWhiteSpace { rest.removeLast() }
        return rest
    }
}

extension UInt8 {
    /// Whether this is a blank, a tab or a line's end.
    var isWhiteSpace: Bool {
        self == 0x20 || (self >= 0x09 && self <= 0x0D)
    }

    /// An ASCII letter in lower case, anything else as it is.
    var lowercased: UInt8 {
        self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self
    }
}
