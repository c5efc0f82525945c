/// A header field as it is sent or was received.
package struct HeaderField: Hashable, Sendable {
    /// The field's name.
    package var name: String
    /// Its value.
    package var value: String

    /// Makes a field.
    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// The header fields of an answer, found by name in any case (RFC 9110, section 5.1).
package struct Headers: Sendable {
    /// The fields in the order in which they came.
    package let fields: [HeaderField]

    /// No fields.
    package static let none = Headers([HeaderField]())

    /// Takes the fields as they came; the first of a name counts.
    package init(_ fields: [HeaderField]) {
        self.fields = fields
    }

    /// Takes a list of names and values.
    package init(_ pairs: [(String, String)]) {
        fields = pairs.map { HeaderField($0, $1) }
    }

    /// Whether there are no fields.
    package var isEmpty: Bool { fields.isEmpty }

    /// The value of the first field of a name, which is written in lower case.
    package subscript(name: String) -> String? {
        for field in fields where field.name.equalsIgnoringCase(name) {
            return field.value
        }
        return nil
    }
}

extension String {
    /// Whether two names differ in the case of ASCII letters at most.
    func equalsIgnoringCase(_ other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        return zip(utf8, other.utf8).allSatisfy { $0 == $1 || $0.lowercased == $1.lowercased }
    }

    /// The text with ASCII letters in lower case.
    var lowercasedASCII: String {
        String(decoding: utf8.map(\.lowercased), as: UTF8.self)
    }
}
