/// One field: a name and its value, both as they were spelt (RFC 9110, section 5).
package struct Field: Sendable, Equatable {
    /// The name's bytes, a token.
    package let nameBytes: ArraySlice<UInt8>
    /// The value's bytes, without white space around them.
    package let valueBytes: ArraySlice<UInt8>

    /// The name as text.
    package var name: String { nameBytes.text }
    /// The value as text; bytes that are not UTF-8 are replaced.
    package var value: String { valueBytes.text }

    /// Whether this is the name, whatever the case of its letters (RFC 9110, section 5.1).
    package func isNamed(_ name: String) -> Bool { nameBytes.matches(name) }
}
