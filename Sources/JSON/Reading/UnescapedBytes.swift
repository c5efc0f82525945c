/// The UTF-8 of a checked string, byte by byte, its escapes undone.
struct UnescapedBytes {
    private var index: Int
    /// What is left of an escaped character's UTF-8, the next byte lowest, and how many bytes.
    private var pending: UInt32 = 0
    private var pendingCount = 0

    /// Begins at the first byte behind the opening quote.
    init(from start: Int) {
        index = start
    }

    /// The next byte; nil at the closing quote.
    mutating func next(in text: Span<UInt8>) -> UInt8? {
        if pendingCount == 0 {
            guard index < text.count, text[index] != UInt8(ascii: "\"") else { return nil }
            guard text[index] == UInt8(ascii: "\\"), let escape = try? Escape(text, at: index)
            else {
                index += 1
                return text[index - 1]
            }
            index += escape.length
            take(escape)
        }
        let byte = UInt8(truncatingIfNeeded: pending)
        pending >>= 8
        pendingCount -= 1
        return byte
    }

    private mutating func take(_ escape: Escape) {
        pending = escape.utf8
        pendingCount = escape.utf8Count
    }
}
