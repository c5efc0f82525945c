import JSON

/// The ways in which decoders use the reader give what the tree gives.
enum Decoding {
    /// Skipping accepts what reading accepts, from the first byte of the value to its last.
    static func check(_ value: JSONValue, of text: [UInt8]) {
        Law.require(skip(text) == nil, "what is read cannot be skipped")
        guard let members = value.members else { return }
        let names = members.prefix(12).map(\.name)
        check(names, in: text, members)
        check(names.flatMap(neighbours).filter { !names.contains($0) }, in: text, members)
    }

    /// Skipping refuses what reading refuses, at the same byte.
    static func check(_ fault: JSONFault, in text: [UInt8]) {
        Law.require(skip(text) == fault, "reading and skipping find different faults")
    }

    private static func skip(_ text: [UInt8]) -> JSONFault? {
        var reader = JSONReader(text)
        do throws(JSONFault) {
            _ = try reader.skipValue()
            try reader.finish()
            return nil
        } catch {
            return error
        }
    }

    /// A name is found in a list of words if and only if it is one of them.
    private static func check(
        _ words: [String], in text: [UInt8], _ members: [JSONValue.Member]
    ) {
        let names = JSONNames(words)
        var reader = JSONReader(text)
        var place = 0
        do throws(JSONFault) {
            try reader.beginObject()
            while let index = try reader.nextMember(names) {
                let expected =
                    words.firstIndex { $0.utf8.elementsEqual(members[place].name.utf8) }
                    ?? words.count
                Law.require(index == expected, "a name is taken for another")
                Law.require(try checkValue(&reader, members[place].value), "a value is misread")
                place += 1
            }
            try reader.finish()
        } catch {
            fatalError("what is read as a tree cannot be decoded")
        }
        Law.require(place == members.count, "a member is left out")
    }

    /// Reads a scalar by its own verb, and passes over a container.
    private static func checkValue(
        _ reader: inout JSONReader, _ value: JSONValue
    ) throws(JSONFault) -> Bool {
        switch try reader.kind() {
        case .string:
            let token = try reader.readString()
            let text = value.string ?? "no string"
            return token.utf8Count == text.utf8.count
                && reader.utf8(of: token).elementsEqual(text.utf8)
                && token.containsNUL == text.utf8.contains(0)
        case .number: return try reader.readNumber().integer == value.integer
        case .boolean: return try reader.readBoolean() == value.boolean
        case .null:
            try reader.readNull()
            return value.isNull
        case .object, .array: return try reader.skipValue().lowerBound == value.offset
        }
    }

    /// Words that differ from a name in one byte at its beginning, middle or end, or in length.
    private static func neighbours(of name: String) -> [String] {
        let bytes = Array(name.utf8)
        var results = [bytes + [0x61], Array(bytes.dropLast())]
        for place in [0, bytes.count / 2, bytes.count - 1] where bytes.indices.contains(place) {
            var changed = bytes
            changed[place] ^= 1
            results.append(changed)
        }
        return results.map { String(decoding: $0, as: UTF8.self) }
    }
}
