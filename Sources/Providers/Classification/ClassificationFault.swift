import JSON

/// A mistake in a text that is to be classified, and where it is.
package struct ClassificationFault: Error, Hashable, Sendable {
    /// What is wrong.
    package let reason: Reason
    /// The field, with the case's place when there are several: `[3].status`.
    package let field: String
    /// The offset in the text, in bytes.
    package let offset: Int

    /// What may be wrong with a text or a field.
    package enum Reason: Hashable, Sendable {
        case notJSON, notAnObject, missing, notText, notAStatus, notATime, notHeaders
        case unknownProvider, badRule
        case unknownValue(known: [String])
    }

    /// The mistake as a sentence without the field's name; it repeats nothing of the text.
    package var sentence: String {
        switch reason {
        case .notJSON: "is not JSON"
        case .notAnObject: "must be an object"
        case .missing: "is required"
        case .notText: "must be a string"
        case .notAStatus: "must be a status from 0 to 599"
        case .notATime: "must be a time of RFC 3339, or seconds since 1970"
        case .notHeaders: "must be an object of strings"
        case .unknownProvider: "is not known"
        case .badRule: "is not a rule"
        case .unknownValue(let known): "must be one of " + known.joined(separator: ", ")
        }
    }

    init(_ reason: Reason, _ field: String, _ offset: Int) {
        self.reason = reason
        self.field = field
        self.offset = offset
    }
}
