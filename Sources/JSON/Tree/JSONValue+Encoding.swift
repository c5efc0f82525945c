extension JSONValue {
    /// The canonical text of the value: names in the order of their bytes, no spaces.
    ///
    /// A number that is an integer up to `JSONLimits.integer` is spelt in plain digits; any other
    /// keeps its own spelling, so that none loses digits.
    package func encoded() -> [UInt8] {
        var writer = JSONWriter()
        write(to: &writer)
        return writer.bytes
    }

    /// Writes the value as the next one of a text. It goes as deep as the tree, at most
    /// `JSONLimits.depth`.
    package func write(to writer: inout JSONWriter) {
        switch content {
        case .null: writer.null()
        case .boolean(let boolean): writer.boolean(boolean)
        case .string(let string): writer.string(string)
        case .number(let number, let lexeme):
            if let integer = number.integer {
                writer.integer(integer)
            } else {
                writer.raw(Array(lexeme.utf8))
            }
        case .array(let elements):
            writer.beginArray()
            for element in elements { element.write(to: &writer) }
            writer.endArray()
        case .object(let members): Self.write(members, to: &writer)
        }
    }

    private static func write(_ members: [Member], to writer: inout JSONWriter) {
        writer.beginObject()
        let sorted = members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        for member in sorted {
            writer.name(member.name)
            member.value.write(to: &writer)
        }
        writer.endObject()
    }
}
