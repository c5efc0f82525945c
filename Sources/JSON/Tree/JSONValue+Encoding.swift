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

    /// Members in the order of their names as they are written. Of names that differ in
    /// noncharacters only the first is written, since a text that has one name twice is none.
    private static func write(_ members: [Member], to writer: inout JSONWriter) {
        writer.beginObject()
        let named = members.map { (name: writable($0.name), value: $0.value) }
        var last: String?
        for member in named.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
            if let last, last.utf8.elementsEqual(member.name.utf8) { continue }
            last = member.name
            writer.name(member.name)
            member.value.write(to: &writer)
        }
        writer.endObject()
    }

    /// A string as it is once written: U+FFFD stands for a noncharacter.
    private static func writable(_ string: String) -> String {
        // The first of them, U+FDD0, begins with this byte.
        guard string.utf8.contains(where: { $0 >= 0xEF }) else { return string }
        var scalars = String.UnicodeScalarView()
        for scalar in string.unicodeScalars {
            scalars.append(scalar.properties.isNoncharacterCodePoint ? "\u{FFFD}" : scalar)
        }
        return String(scalars)
    }
}
