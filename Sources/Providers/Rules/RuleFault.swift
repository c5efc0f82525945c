/// A mistake in a declared rule, and where it is.
package struct RuleFault: Error, Hashable, Sendable {
    /// What is wrong.
    package let reason: Reason
    /// The field from the list of rules on: `rules[1].when.status`.
    package let field: String
    /// The offset of the value in the text that was parsed, in bytes.
    package let offset: Int

    /// What may be wrong with a field.
    package enum Reason: Hashable, Sendable {
        case notAnArray, notAnObject, notText, notAStatus, missing, empty, tooMany
        case unknownField(nearest: String?)
        case unknownValue(known: [String])
        case badCondition, badSource
    }

    /// The mistake as a sentence without the field's name; it repeats nothing of the text.
    package var sentence: String {
        switch reason {
        case .notAnArray: "must be an array"
        case .notAnObject: "must be an object"
        case .notText: "must be a string"
        case .notAStatus: "must be a status from 100 to 599, or an array of them"
        case .missing: "is required"
        case .empty: "must not be empty"
        case .tooMany: "has too many entries"
        case .unknownField(let nearest):
            nearest.map { "is not known; did you mean \($0)?" } ?? "is not known"
        case .unknownValue(let known): "must be one of " + known.joined(separator: ", ")
        case .badCondition: "must be a string, a number, a truth value, or an array of them"
        case .badSource:
            "must be a field, header.NAME, retry-after, message, indefinite, calendar-month, "
                + "rolling-24h or a duration"
        }
    }
}
