/// Why a text is refused, and where.
///
/// A fault carries no part of the text, so that an error message made of it cannot leak one.
package struct JSONFault: Error, Equatable, Sendable {
    /// What rule the text breaks.
    package enum Kind: Sendable {
        /// It is not a JSON text of RFC 8259 in UTF-8, or a value is of another kind than was read.
        case malformed
        /// An object names a member twice (RFC 7493, section 2.3).
        case duplicateKey
        /// It is larger than `JSONLimits` allows.
        case limit
    }

    /// What rule the text breaks.
    package let kind: Kind
    /// The offset of the byte at fault; the text's end when more bytes were needed.
    package let offset: Int

    /// Makes a fault of a kind at an offset of the text, in bytes from its beginning.
    package init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }

    /// Nothing that could follow makes a JSON text of the bytes up to the offset.
    static func malformed(at offset: Int) -> JSONFault {
        JSONFault(.malformed, at: offset)
    }
}
