/// A string as it stands in the text: where it is and what was learnt while it was checked.
///
/// It is a token, which its reader turns into a `String` when somebody wants one.
package struct JSONString: Equatable, Sendable {
    /// The offset of the first byte behind the opening quote.
    let start: Int
    /// The offset of the closing quote.
    let end: Int
    /// The bytes by which unescaping shortens it, doubled, and one more when U+0000 is in it: three
    /// words are what a function gives back in registers.
    private let savedAndNUL: Int

    /// A string without escapes.
    @inline(__always)
    init(from start: Int, to end: Int) {
        self.start = start
        self.end = end
        savedAndNUL = 0
    }

    /// A string that unescaping shortens by so many bytes: no escape is as short as what it stands
    /// for.
    init(from start: Int, to end: Int, saving saved: Int, containsNUL: Bool) {
        self.start = start
        self.end = end
        savedAndNUL = saved &* 2 | (containsNUL ? 1 : 0)
    }

    /// The bytes between the quotes.
    package var range: Range<Int> { start..<end }

    /// The length in UTF-8 after unescaping, in bytes.
    package var utf8Count: Int { end &- start &- savedAndNUL &>> 1 }

    /// Whether an escape stands in it; when none does, the range holds the very UTF-8 of the
    /// string.
    package var isEscaped: Bool { savedAndNUL != 0 }

    /// Whether it contains U+0000, which only an escape can write.
    package var containsNUL: Bool { savedAndNUL & 1 != 0 }
}
