/// Text that is safe to put into a line.
package enum LogText {
    /// Whether nothing in the text could break a line or change how it is shown.
    package static func isPlain(_ text: String) -> Bool {
        // What is ASCII is decided without looking at each scalar's properties.
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return true }
        return !text.unicodeScalars.contains(where: isControl)
    }

    /// The text with everything that is not plain spelt as `\u{…}`.
    package static func escaped(_ text: String) -> String {
        if isPlain(text) { return text }
        return text.unicodeScalars.reduce(into: "") { line, scalar in
            if isControl(scalar) {
                line += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                line.unicodeScalars.append(scalar)
            }
        }
    }

    /// A value as it stands behind a field's name: in quotes when it would not be one word.
    package static func value(_ text: String) -> String {
        let isWord =
            !text.isEmpty
            && text.utf8.allSatisfy { $0 > 0x20 && !"\"=\\".utf8.contains($0) && $0 != 0x7F }
        if isWord { return escaped(text) }
        var quoted = "\""
        for character in text.unicodeScalars {
            if character == "\"" || character == "\\" { quoted += "\\" }
            quoted.unicodeScalars.append(character)
        }
        return escaped(quoted + "\"")
    }

    /// Control characters, line and paragraph separators, and the invisible ones that turn the
    /// direction of what follows; the joiner that makes one picture of two is none of them.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "\u{200D}" { return false }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
