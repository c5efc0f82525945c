/// A string as it stands in the text: where it is and what was learnt while it was checked.
///
/// It is a token, which its reader turns into a `String` when somebody wants one.
package struct JSONString: Equatable, Sendable {
    /// The bytes between the quotes.
    package let range: Range<Int>
    /// The length in UTF-8 after unescaping, in bytes.
    package let utf8Count: Int
    /// Whether an escape stands in it; when none does, the range holds the very UTF-8 of the
    /// string.
    package let isEscaped: Bool
    /// Whether it contains U+0000, which only an escape can write.
    package let containsNUL: Bool
}
