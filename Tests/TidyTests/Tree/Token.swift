/// A word, a literal or one sign of Swift code. Comments leave none.
struct Token: Equatable, Sendable {
    enum Kind: Sendable {
        /// A keyword, a name, an attribute with its `@`, or a number.
        case word
        /// A string; its text is empty, for no rule looks inside.
        case string
        /// A string in which something is interpolated; the tokens of that follow, each group
        /// between `(` and `)`.
        case interpolatedString
        /// Any other character but white space.
        case sign
    }

    let kind: Kind
    let text: String
    /// Counted from 1.
    let line: Int
    /// Whether neither white space nor a comment parts it from the token before.
    let touchesPrevious: Bool

    /// Whether this is the word or sign.
    func `is`(_ text: String) -> Bool { self.text == text }
}
