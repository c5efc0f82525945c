/// How many columns of a terminal a text takes.
package enum DisplayWidth {
    /// The columns of a text without control characters.
    package static func of(_ text: String) -> Int {
        text.utf8.allSatisfy { $0 < 0x80 }
            ? text.utf8.count : text.reduce(0) { $0 + of($1) }
    }

    /// The beginning of a text that takes at most so many columns, with an ellipsis at its end when
    /// something is left out.
    package static func cut(_ text: String, to columns: Int) -> String {
        guard of(text) > columns else { return text }
        guard columns > 0 else { return "" }
        var (kept, width) = ("", 0)
        for character in text {
            width += of(character)
            if width > columns - 1 { break }
            kept.append(character)
        }
        return kept + "…"
    }

    /// A text with spaces behind it, or before it, up to so many columns.
    package static func pad(_ text: String, to columns: Int, isNumber: Bool = false) -> String {
        let spaces = String(repeating: " ", count: max(0, columns - of(text)))
        return isNumber ? spaces + text : text + spaces
    }

    /// A character takes the columns of its widest part; what has none joins its neighbour.
    private static func of(_ character: Character) -> Int {
        var width = 0
        for scalar in character.unicodeScalars {
            // The selector that asks for a picture instead of a sign.
            if scalar.value == 0xfe0f { return 2 }
            width = max(width, of(scalar))
        }
        return width
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        case _: break
        }
        if scalar.properties.isEmojiPresentation { return 2 }
        return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }

    /// What is wide or full-width by Unicode Standard Annex #11, in blocks.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff,
        0xa000...0xa4cf, 0xa960...0xa97c, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe10...0xfe19,
        0xfe30...0xfe6b, 0xff01...0xff60, 0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f900...0x1f9ff,
        0x20000...0x3fffd,
    ]
}
