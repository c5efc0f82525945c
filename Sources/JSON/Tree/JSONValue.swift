/// A whole JSON text as a tree, for what is read rarely and held in full.
package struct JSONValue: Sendable {
    /// What a value is.
    package enum Content: Sendable {
        /// `null`.
        case null
        /// `true` or `false`.
        case boolean(Bool)
        /// A number and how it is spelt.
        case number(JSONNumber, lexeme: String)
        /// Text.
        case string(String)
        /// Elements.
        case array([JSONValue])
        /// Members in the order of the text.
        case object([Member])
    }

    /// A member of an object.
    package struct Member: Sendable {
        /// Its name, escapes undone.
        package let name: String
        /// The offset in the text of the quote that opens the name, in bytes.
        package let nameOffset: Int
        /// Its value.
        package let value: JSONValue
    }

    /// The offset in the text of the value's first byte.
    package let offset: Int
    /// What it is.
    package let content: Content

    init(_ content: Content, at offset: Int) {
        self.content = content
        self.offset = offset
    }

    /// Reads a whole text by the rules of `JSONReader`.
    package static func parse(_ bytes: [UInt8]) throws(JSONFault) -> JSONValue {
        var builder = TreeBuilder(bytes)
        return try builder.build()
    }

    /// Reads what there is of a text that may have been cut at any byte.
    ///
    /// What was complete before the cut is kept, and the containers that were open are closed
    /// there. Where a name stands twice in an object the first counts. Nil when the text breaks
    /// another rule before the cut, or when the cut leaves nothing.
    package static func parsePrefix(_ bytes: [UInt8]) -> JSONValue? {
        var builder = TreeBuilder(bytes, keepsFirst: true)
        do throws(JSONFault) {
            return try builder.build()
        } catch {
            return error == .malformed(at: bytes.count) ? builder.closeAll() : nil
        }
    }

    /// The value of the member with a name; nil when there is none, or when this is no object.
    package subscript(_ name: String) -> JSONValue? {
        members?.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }

    /// Whether this is `null`.
    package var isNull: Bool {
        if case .null = content { true } else { false }
    }

    /// The text, if this is a string.
    package var string: String? {
        if case .string(let string) = content { string } else { nil }
    }

    /// The number, if this is one that a field for integers accepts (`JSONNumber.integer`).
    package var integer: Int64? {
        if case .number(let number, _) = content { number.integer } else { nil }
    }

    /// The number, if this is one that a `Double` can come near.
    package var double: Double? {
        if case .number(let number, _) = content { number.double } else { nil }
    }

    /// The truth value, if this is one.
    package var boolean: Bool? {
        if case .boolean(let boolean) = content { boolean } else { nil }
    }

    /// The elements, if this is an array.
    package var array: [JSONValue]? {
        if case .array(let elements) = content { elements } else { nil }
    }

    /// The members in the order of the text, if this is an object.
    package var members: [Member]? {
        if case .object(let members) = content { members } else { nil }
    }
}
