/// Spells strings: quotes, the escapes that RFC 8259 demands and no others.
///
/// A noncharacter of Unicode is replaced by U+FFFD, for RFC 7493 forbids to write one.
enum StringEncoder {
    /// Appends a string in its quotes.
    ///
    /// Most strings have nothing to escape and are taken over in one go.
    static func append(_ string: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        let utf8 = string.utf8Span.span
        let plain = plainPrefix(of: utf8)
        if plain == utf8.count {
            bytes.append(contentsOf: string.utf8)
        } else {
            bytes.append(contentsOf: string.utf8.prefix(plain))
            appendRest(of: utf8, from: plain, to: &bytes)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// How many bytes from the start stand for themselves.
    @inline(__always)
    private static func plainPrefix(of utf8: Span<UInt8>) -> Int {
        var index = 0
        while let word = Words.word(of: utf8, at: index), Words.marks(of: word) == 0 {
            index &+= 8
        }
        while index < utf8.count, isPlain(utf8[index]) { index &+= 1 }
        return index
    }

    /// Whether a byte stands for itself, whatever follows: a noncharacter begins with 0xEF or more.
    @inline(__always)
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0xEF && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private static func appendRest(
        of utf8: Span<UInt8>, from start: Int, to bytes: inout [UInt8]
    ) {
        var index = start
        while index < utf8.count {
            let byte = utf8[index]
            if byte >= 0xEF, isNoncharacter(utf8, at: index) {
                bytes.append(contentsOf: [0xEF, 0xBF, 0xBD])
                index += byte == 0xEF ? 3 : 4
                continue
            }
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                appendEscape(of: byte, to: &bytes)
            } else {
                bytes.append(byte)
            }
            index += 1
        }
    }

    private static func appendEscape(of byte: UInt8, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0..<0x20:
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(UInt8(ascii: "0") + byte >> 4)
            bytes.append(Array("0123456789abcdef".utf8)[Int(byte & 0x0F)])
        default: bytes.append(byte)
        }
    }

    /// Whether a noncharacter begins at an index with a byte ≥ 0xEF: U+FDD0…U+FDEF, or the last two
    /// of a plane.
    private static func isNoncharacter(_ utf8: Span<UInt8>, at index: Int) -> Bool {
        let length = utf8[index] == 0xEF ? 3 : 4
        guard index + length <= utf8.count else { return false }
        let last = utf8[index + length - 1]
        let isPlaneEnd = utf8[index + length - 2] == 0xBF && (last == 0xBE || last == 0xBF)
        if length == 4 { return isPlaneEnd && utf8[index + 1] & 0x0F == 0x0F }
        return isPlaneEnd || (utf8[index + 1] == 0xB7 && (0x90...0xAF).contains(last))
    }
}
