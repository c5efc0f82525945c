/// Percent-encoded text, which is checked and never decoded (RFC 3986, section 2.1).
///
/// What is accepted goes on byte by byte as it came: a URL library has nothing to mend in it.
enum Escapes {
    /// The byte that the next character stands for, and the place behind it; `nil` for an escape
    /// that is cut or has no digits.
    static func next(
        _ text: ArraySlice<UInt8>, at index: Int
    ) -> (byte: UInt8, isEscaped: Bool, end: Int)? {
        guard text[index] == UInt8(ascii: "%") else { return (text[index], false, index + 1) }
        guard index + 2 < text.endIndex, let high = Characters.hexadecimal(text[index + 1]),
            let low = Characters.hexadecimal(text[index + 2])
        else { return nil }
        return (high << 4 | low, true, index + 3)
    }

    /// Whether each character is escaped or one of a class.
    static func isText(_ text: ArraySlice<UInt8>, of isMember: (UInt8) -> Bool) -> Bool {
        var index = text.startIndex
        while index < text.endIndex {
            guard let character = next(text, at: index) else { return false }
            guard character.isEscaped || isMember(character.byte) else { return false }
            index = character.end
        }
        return true
    }
}
