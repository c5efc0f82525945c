/// Checks strings: their escapes (RFC 8259, section 7) and their UTF-8 (RFC 3629).
enum StringScanner {
    /// The string whose first byte behind the opening quote is at an index.
    @inline(__always)
    static func scan(_ text: Span<UInt8>, from start: Int) throws(JSONFault) -> JSONString {
        let end = plainEnd(text, from: start)
        if text.byte(at: end) == UInt8(ascii: "\"") {
            return JSONString(from: start, to: end)
        }
        return try scanSlowly(text, from: start, plainTo: end)
    }

    /// The same for a name, and its key: one read and a few steps when it is short and plain.
    @inline(__always)
    static func scanName(
        _ text: Span<UInt8>, from start: Int
    ) throws(JSONFault) -> (JSONString, NameKey) {
        if let word = Words.word(of: text, at: start) {
            let marks = Words.marks(of: word)
            let end = start &+ marks.trailingZeroBitCount &>> 3
            if marks != 0, text.byte(at: end) == UInt8(ascii: "\"") {
                let below = ((marks & (0 &- marks)) &>> 7) &- 1
                return (
                    JSONString(from: start, to: end), NameKey(word & below, count: end &- start)
                )
            }
        }
        let name = try scan(text, from: start)
        return (name, NameKey(name, in: text))
    }

    /// The index of the first byte that is not plain: not ASCII, or with a meaning in a string.
    @inline(__always)
    private static func plainEnd(_ text: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while let word = Words.word(of: text, at: index) {
            let marks = Words.marks(of: word)
            if marks != 0 { return index &+ marks.trailingZeroBitCount &>> 3 }
            index &+= 8
        }
        return plainEndOfRest(text, from: index)
    }

    /// The same for the last bytes of a text.
    @inline(never)
    private static func plainEndOfRest(_ text: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while isPlain(text.byte(at: index)) { index &+= 1 }
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
        var containsNUL = false
        while index < text.count {
            let byte = text[index]
            if byte == UInt8(ascii: "\"") {
                return JSONString(
                    from: start, to: index, saving: saved, containsNUL: containsNUL)
            }
            if byte == UInt8(ascii: "\\") {
                let escape = try Escape(text, at: index)
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
