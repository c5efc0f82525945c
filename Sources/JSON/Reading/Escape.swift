/// One escape of a string, a surrogate pair counting as one (RFC 8259, section 7).
struct Escape {
    /// The Unicode scalar that it stands for.
    let scalar: UInt32
    /// The bytes that it takes in the text: 2, 6 or 12.
    let length: Int

    /// The bytes that the scalar takes in UTF-8.
    var utf8Count: Int {
        switch scalar {
        case 0..<0x80: 1
        case 0x80..<0x800: 2
        case 0x800..<0x10000: 3
        default: 4
        }
    }

    /// Reads the escape whose backslash is at an index.
    init(_ text: Span<UInt8>, at index: Int) throws(JSONFault) {
        guard index + 1 < text.count else { throw .malformed(at: text.count) }
        guard text[index + 1] == UInt8(ascii: "u") else {
            guard let scalar = Self.short(text[index + 1]) else {
                throw .malformed(at: index + 1)
            }
            (self.scalar, length) = (scalar, 2)
            return
        }
        let first = try Self.codeUnit(text, at: index + 2)
        switch first {
        case 0xDC00...0xDFFF: throw .malformed(at: index)
        case 0xD800...0xDBFF:
            let second = try Self.lowSurrogate(text, at: index + 6)
            (scalar, length) = (0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00), 12)
        default: (scalar, length) = (first, 6)
        }
    }

    /// The scalar's UTF-8, the first byte lowest.
    var utf8: UInt32 {
        let tail = { (place: UInt32) in (0x80 | scalar >> (6 * place) & 0x3F) }
        return switch utf8Count {
        case 1: scalar
        case 2: 0xC0 | scalar >> 6 | tail(0) << 8
        case 3: 0xE0 | scalar >> 12 | tail(1) << 8 | tail(0) << 16
        default: 0xF0 | scalar >> 18 | tail(2) << 8 | tail(1) << 16 | tail(0) << 24
        }
    }

    private static func short(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): UInt32(byte)
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }

    private static func lowSurrogate(_ text: Span<UInt8>, at index: Int) throws(JSONFault) -> UInt32
    {
        try expect(UInt8(ascii: "\\"), in: text, at: index)
        try expect(UInt8(ascii: "u"), in: text, at: index + 1)
        let unit = try codeUnit(text, at: index + 2)
        guard (0xDC00...0xDFFF).contains(unit) else { throw .malformed(at: index) }
        return unit
    }

    private static func expect(
        _ byte: UInt8, in text: Span<UInt8>, at index: Int
    ) throws(JSONFault) {
        guard index < text.count, text[index] == byte else { throw .malformed(at: index) }
    }

    private static func codeUnit(_ text: Span<UInt8>, at index: Int) throws(JSONFault) -> UInt32 {
        var unit: UInt32 = 0
        for place in index..<(index + 4) {
            guard place < text.count else { throw .malformed(at: text.count) }
            guard let digit = hexValue(text[place]) else { throw .malformed(at: place) }
            unit = unit << 4 | digit
        }
        return unit
    }

    private static func hexValue(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 0x30
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte) - 0x37
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte) - 0x57
        default: nil
        }
    }
}
