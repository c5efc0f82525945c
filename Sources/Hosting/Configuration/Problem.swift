/// One mistake in an inventory, with the place where it is to be mended.
package struct Problem: Hashable, Sendable, CustomStringConvertible {
    /// The file, as it was named.
    package let file: String
    /// The line, from 1; `nil` when the file as a whole is meant.
    package let line: Int?
    /// The character of the line, from 1, where the text itself is no JSON.
    package let column: Int?
    /// The member: `accounts[2].credential.kind`; empty when there is none to name.
    package let field: String
    /// What is wrong with it. Never repeats a value that may be secret.
    package let message: String

    /// The mistake as one line: file, line, column, field, message.
    package var description: String {
        let place = [line, column].compactMap { $0.map { ":\($0)" } }.joined()
        return file + place + ": " + (field.isEmpty ? "" : field + ": ") + message
    }
}
