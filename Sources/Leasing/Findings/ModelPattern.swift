/// A pattern over model ids in which `*` stands for any run of characters, also an empty one.
///
/// `*` is the only wildcard, everywhere: in the inventory's `models`, in a model-scoped record.
package struct ModelPattern: Hashable, Sendable {
    /// The pattern as it is written.
    package let text: String
    private let parts: [[UInt8]]

    /// Makes a pattern from its text; every text is one.
    package init(_ text: String) {
        self.text = text
        parts = text.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
            .map(Array.init)
    }

    private init(text: String, parts: [[UInt8]]) {
        self.text = text
        self.parts = parts
    }

    /// The pattern that names one model, whatever characters its id has.
    package static func exactly(_ model: String) -> ModelPattern {
        ModelPattern(text: model, parts: [Array(model.utf8)])
    }

    /// Whether a model id is one of those the pattern names.
    package func matches(_ model: String) -> Bool {
        var rest = Array(model.utf8)[...]
        guard let first = parts.first, rest.starts(with: first) else { return false }
        guard parts.count > 1 else { return rest.count == first.count }
        rest = rest.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() {
            guard let end = Self.end(of: part, in: rest) else { return false }
            rest = rest[end...]
        }
        let last = parts[parts.count - 1]
        return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
    }

    /// The index behind the first place where the part stands: the leftmost fit is enough, for what
    /// comes later only asks for more room to its right.
    private static func end(of part: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
        guard text.count >= part.count else { return nil }
        for start in text.startIndex...(text.endIndex - part.count)
        where text[start...].starts(with: part) {
            return start + part.count
        }
        return nil
    }
}
