import JSON

/// Foundation's JSONSerialization as a second opinion, and where the two are known to differ.
///
/// Foundation accepts and we refuse:
/// - a text in UTF-16 or UTF-32, or with a byte order mark (RFC 8259, section 8.1);
/// - a name that stands twice in an object: its last member counts there (RFC 7493, section 2.3);
/// - a comma before the bracket that ends an array or an object;
/// - what is larger than `JSONLimits`: its own bound is a depth of 512.
///
/// We accept and Foundation refuses:
/// - a number whose magnitude no `Double` comes near: we keep it as it is spelt.
///
/// Both accept and mean something else:
/// - a number read by way of a `Decimal` there, which loses the last bits of some;
/// - a string with U+FEFF at the start of a run without escapes, where it is dropped there.
enum Differences {
    /// What we accept Foundation accepts, and makes the same of it.
    static func check(_ value: JSONValue, of text: [UInt8]) {
        guard let theirs = Foundations.read(text) else {
            return Law.require(Foundations.isBeyond(value), "Foundation refuses what we accept")
        }
        Law.require(
            Foundations.isSame(value, theirs) || hasByteOrderMark(text),
            "Foundation reads something else")
    }

    /// What we refuse Foundation refuses.
    static func check(_ fault: JSONFault, in text: [UInt8]) {
        guard fault.kind == .malformed, !isOtherEncoding(text), !isTrailingComma(fault, text)
        else { return }
        Law.require(Foundations.read(text) == nil, "Foundation accepts what we refuse")
    }

    /// A text of ASCII in another encoding has zeros at its beginning, which ours refuses.
    private static func isOtherEncoding(_ text: [UInt8]) -> Bool {
        let start = text.prefix(4)
        return start.contains(0) || start.starts(with: [0xEF, 0xBB, 0xBF])
            || start.starts(with: [0xFE, 0xFF]) || start.starts(with: [0xFF, 0xFE])
    }

    private static func hasByteOrderMark(_ text: [UInt8]) -> Bool {
        var (last, one) = (UInt8(0), UInt8(0))
        for byte in text {
            if last == 0xEF, one == 0xBB, byte == 0xBF { return true }
            (last, one) = (one, byte)
        }
        return false
    }

    private static func isTrailingComma(_ fault: JSONFault, _ text: [UInt8]) -> Bool {
        guard fault.offset < text.count, "]}".utf8.contains(text[fault.offset]) else {
            return false
        }
        return text[..<fault.offset].last { $0 > 0x20 } == UInt8(ascii: ",")
    }
}
