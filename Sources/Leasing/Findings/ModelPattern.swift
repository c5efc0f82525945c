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

    /// Whether it names one model by its id.
    package var isOneModel: Bool { parts.count == 1 }

    /// Whether a model id is one of those the pattern names.
    package func matches(_ model: String) -> Bool {
        let bytes = model.utf8.span
        let (first, last) = (parts[0], parts[parts.count - 1])
        guard Self.stands(first, at: 0, in: bytes) else { return false }
        guard parts.count > 1 else { return bytes.count == first.count }
        var place = first.count
        for part in parts[1..<(parts.count - 1)] {
            // The leftmost fit is enough: what comes later only asks for more room to its right.
            while !Self.stands(part, at: place, in: bytes) {
                place += 1
                guard place + part.count <= bytes.count else { return false }
            }
            place += part.count
        }
        return bytes.count - last.count >= place
            && Self.stands(last, at: bytes.count - last.count, in: bytes)
    }

    /// Whether a part stands at a place; it does not where there is too little room for it.
    private static func stands(_ part: [UInt8], at place: Int, in bytes: Span<UInt8>) -> Bool {
        guard place + part.count <= bytes.count else { return false }
        for offset in part.indices where bytes[place + offset] != part[offset] { return false }
        return true
    }
}
