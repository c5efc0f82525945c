/// The fields of a head in the order in which they were received or added.
///
/// All names and values lie in one array, so that a head costs two allocations however many fields
/// it has. What is here can be written as it is: nothing gets in that would end a line (RFC 9110,
/// section 5.5).
package struct Fields: Sendable {
    /// Where a field lies: its name, and its value right behind.
    private struct Place: Sendable {
        let start: Int
        let nameEnd: Int
        let end: Int
    }

    private var bytes: [UInt8] = []
    private var places: [Place] = []

    /// No field.
    package init() {}

    /// Makes fields of names and values.
    ///
    /// - Throws: what `append` throws.
    package init(_ pairs: [(name: String, value: String)]) throws(WriteFault) {
        for pair in pairs { try append(pair.name, pair.value) }
    }

    /// Adds a field at the end; white space around the value is no part of it.
    ///
    /// - Throws: `malformedName` for what is no token; `malformedValue` for a value with a control,
    ///   a line's end first of all.
    package mutating func append(_ name: String, _ value: String) throws(WriteFault) {
        let name = Array(name.utf8)[...]
        let value = Array(value.utf8)[...].trimmed
        guard name.isToken else { throw .malformedName }
        guard value.allSatisfy(Characters.isFieldText) else { throw .malformedValue }
        append(checkedName: name, checkedValue: value)
    }

    /// Removes the fields of the name and adds one at the end.
    ///
    /// - Throws: what `append` throws, and then nothing is changed.
    package mutating func replace(_ name: String, _ value: String) throws(WriteFault) {
        var changed = self
        changed.removeAll(named: name)
        try changed.append(name, value)
        self = changed
    }

    /// Removes every field of the name.
    package mutating func removeAll(named name: String) {
        removeAll { $0.isNamed(name) }
    }

    /// Removes the fields for which the answer is yes; the others keep their order.
    package mutating func removeAll(where isUnwanted: (Field) -> Bool) {
        let bytes = bytes
        places.removeAll { isUnwanted(Self.field(at: $0, in: bytes)) }
    }

    /// The first field of the name, whatever the case of its letters.
    package func first(_ name: String) -> Field? { firstIndex(named: name).map { self[$0] } }

    /// Whether there is a field of the name.
    package func contains(_ name: String) -> Bool { firstIndex(named: name) != nil }

    /// The index of the first field of the name at an index or behind it.
    func firstIndex(named name: String, from start: Int = 0) -> Int? {
        let word = name.utf8Span.span
        let text = bytes.span
        for index in start..<places.count {
            let place = places[index]
            if Spelling.matches(text.extracting(place.start..<place.nameEnd), word) { return index }
        }
        return nil
    }

    /// Adds a field of a token and of field text.
    mutating func append(checkedName name: ArraySlice<UInt8>, checkedValue value: ArraySlice<UInt8>)
    {
        if places.isEmpty {
            bytes.reserveCapacity(512)
            places.reserveCapacity(16)
        }
        let start = bytes.count
        bytes.append(contentsOf: name)
        bytes.append(contentsOf: value)
        places.append(Place(start: start, nameEnd: start + name.count, end: bytes.count))
    }

    private static func field(at place: Place, in bytes: [UInt8]) -> Field {
        Field(
            nameBytes: bytes[place.start..<place.nameEnd],
            valueBytes: bytes[place.nameEnd..<place.end])
    }
}

extension Fields: RandomAccessCollection {
    /// The first field's index.
    package var startIndex: Int { 0 }
    /// The index behind the last field.
    package var endIndex: Int { places.count }
    /// The field at an index below `count`.
    package subscript(index: Int) -> Field { Self.field(at: places[index], in: bytes) }
}

extension Fields: Equatable {
    /// Whether both have the same fields, spelt alike, in the same order.
    package static func == (left: Fields, right: Fields) -> Bool { left.elementsEqual(right) }
}
