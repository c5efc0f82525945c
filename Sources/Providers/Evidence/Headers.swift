/// A header field as it was received.
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

    /// The fields whose names begin with a prefix, without it and in lower case: a family of fields
    /// is taken out once, for most answers have thirty others.
    func family(_ prefix: String) -> Headers {
        var family: [HeaderField] = []
        for field in fields where field.name.hasPrefixIgnoringCase(prefix) {
            let rest = String(Substring(field.name.utf8.dropFirst(prefix.utf8.count)))
            family.append(HeaderField(rest.lowercasedASCII, field.value))
        }
        return Headers(family)
    }
}

extension String {
    /// Whether two names differ in the case of ASCII letters at most.
    func equalsIgnoringCase(_ other: String) -> Bool {
        utf8.count == other.utf8.count && hasPrefixIgnoringCase(other)
    }

    /// Whether a text begins with another but for the case of ASCII letters.
    func hasPrefixIgnoringCase(_ prefix: String) -> Bool {
        let (own, wanted) = (utf8Span.span, prefix.utf8Span.span)
        guard own.count >= wanted.count else { return false }
        for index in wanted.indices where own[index].lowercased != wanted[index].lowercased {
            return false
        }
        return true
    }

    /// The text with ASCII letters in lower case, as most texts already are.
    var lowercasedASCII: String {
        utf8.allSatisfy { $0.lowercased == $0 }
            ? self : String(decoding: utf8.map(\.lowercased), as: UTF8.self)
    }
}
