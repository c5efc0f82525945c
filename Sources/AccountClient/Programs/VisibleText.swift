/// Text from elsewhere, made fit to be shown on a terminal.
package enum VisibleText {
    /// The text with everything that would move a cursor, colour, or reorder what stands around it
    /// replaced by something that can be seen.
    ///
    /// Control characters of ASCII become their pictures (U+2400 and on); other controls, invisible
    /// formatting (bidirectional overrides among it) and line separators are spelt `\u{…}`.
    package static func of(_ text: String) -> String {
        var visible = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0..<0x20: visible.append(picture(0x2400 + scalar.value))
            case 0x7f: visible.append(picture(0x2421))
            // A joiner holds an emoji together and moves nothing.
            case 0x200d: visible.append(scalar)
            case _ where isUnseen(scalar):
                visible.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
            case _: visible.append(scalar)
            }
        }
        return String(visible)
    }

    private static func picture(_ value: UInt32) -> Unicode.Scalar {
        Unicode.Scalar(value) ?? "\u{fffd}"
    }

    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        case _: false
        }
    }
}
