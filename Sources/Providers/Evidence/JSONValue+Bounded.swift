import JSON

extension JSONValue {
    /// Ten times the separators of the largest error that is known.
    static let usualMarks = 1024

    /// Reads what there is of a text, up to the place where it has more values than a true one
    /// would: a hostile text of thousands of tiny ones then costs no more than a long sentence.
    ///
    /// - Parameter marks: how many separators and openings may be in the text.
    static func parseBounded(
        _ text: ArraySlice<UInt8>, marks: Int = usualMarks
    ) -> JSONValue? {
        parsePrefix(Array(text[..<end(of: text, after: marks)]))
    }

    private static func end(of text: ArraySlice<UInt8>, after limit: Int) -> Int {
        var marks = 0
        for index in text.indices {
            switch text[index] {
            case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "{"):
                marks += 1
                if marks > limit { return index }
            default: continue
            }
        }
        return text.endIndex
    }
}
