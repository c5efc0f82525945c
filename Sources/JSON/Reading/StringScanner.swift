/// Checks strings: their escapes (RFC 8259, section 7) and their UTF-8 (RFC 3629).
enum StringScanner {
    /// The string whose first byte behind the quote is at `start`; its end is one before the byte
    /// behind the closing quote.
    @inline(__always)
    static func scan(_ text: Span<UInt8>, from start: Int) throws(JSONFault) -> JSONString {
        let end = plainEnd(text, from: start)
        if end < text.count, text[end] == UInt8(ascii: "\"") {
            return JSONString(
                range: start..<end, utf8Count: end &- start, isEscaped: false, containsNUL: false)
        }
        return try scanSlowly(text, from: start, plainTo: end)
    }

    /// The index of the first byte that is not plain: not ASCII, or with a meaning in a string.
    @inline(__always)
    private static func plainEnd(_ text: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while let word = Words.word(of: text, at: index) {
            let marks = Words.marks(of: word)
            if marks != 0 { return index &+ marks.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < text.count, isPlain(text[index]) { index &+= 1 }
        return index
    }

    @inline(__always)
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x80 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// The same for a string in which something other than plain bytes comes before the quote.
    @inline(never)
    private static func scanSlowly(
        _ text: Span<UInt8>, from start: Int, plainTo plainIndex: Int
    ) throws(JSONFault) -> JSONString {
        var index = plainIndex
        var saved = 0
        var isEscaped = false
        var containsNUL = false
        while index < text.count {
            let byte = text[index]
            if byte == UInt8(ascii: "\"") {
                return JSONString(
                    range: start..<index, utf8Count: index - start - saved,
                    isEscaped: isEscaped, containsNUL: containsNUL)
            }
            if byte == UInt8(ascii: "\\") {
                let escape = try Escape(text, at: index)
                isEscaped = true
                containsNUL = containsNUL || escape.scalar == 0
                saved += escape.length - escape.utf8Count
                index += escape.length
            } else if byte < 0x20 {
                throw .malformed(at: index)
            } else if byte >= 0x80 {
                index += try UTF8Scanner.length(text, at: index)
            }
            index = plainEnd(text, from: index)
        }
        throw .malformed(at: text.count)
    }
}
