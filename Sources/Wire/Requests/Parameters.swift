import JSON

/// Reads the parameters of a request: each field by the one rule of its kind, each fault with its
/// field's name.
///
/// The bytes were checked with their frame, so that only kinds and ranges can be wrong.
struct Parameters: ~Copyable {
    private var reader: JSONReader
    private let table: FieldTable
    private let names: JSONNames

    /// Opens an object whose members are known by name.
    init(_ bytes: [UInt8], in range: Range<Int>, _ table: FieldTable) {
        reader = JSONReader(bytes, in: range)
        self.table = table
        names = table.names
        try? reader.beginObject()
    }

    /// The place of the next member in the table that has a value; members that are unknown, or
    /// null, are passed over. `nil` at the end.
    mutating func next() -> Int? {
        while let member = try? reader.nextMember(names) {
            if member < names.count, (try? reader.kind()) != .null { return member }
            _ = try? reader.skipValue()
        }
        return nil
    }

    /// An identifier: so many of `[A-Za-z0-9._-]`.
    mutating func identifier(
        _ field: Int, bytes: ClosedRange<Int> = 1...WireLimits.nameBytes
    ) throws(ParameterFault) -> String {
        let token = try token(field, bytes: bytes)
        guard reader.utf8(of: token).allSatisfy(Self.isIdentifierByte) else {
            throw fault(.badField, field)
        }
        return reader.text(of: token)
    }

    /// A text of so many bytes of UTF-8 and without U+0000.
    mutating func text(
        _ field: Int, bytes: ClosedRange<Int>
    ) throws(ParameterFault) -> String {
        let token = try token(field, bytes: bytes)
        return reader.text(of: token)
    }

    /// The name of a lease; `nil` when the text cannot be the name of any.
    mutating func leaseName(_ field: Int) throws(ParameterFault) -> LeaseName? {
        let token = try token(field, bytes: 0...WireLimits.idBytes)
        return LeaseName(reader.utf8(of: token))
    }

    /// Any text, as bytes; what is longer is cut, never refused.
    mutating func excerpt(_ field: Int, bytes limit: Int) throws(ParameterFault) -> [UInt8] {
        try require(.string, field)
        guard let token = try? reader.readString() else { throw fault(.badField, field) }
        return Array(reader.utf8(of: token).prefix(limit))
    }

    /// A whole number within a range.
    mutating func integer(_ field: Int, in range: ClosedRange<Int>) throws(ParameterFault) -> Int {
        try require(.number, field)
        guard let number = try? reader.readNumber() else { throw fault(.badField, field) }
        switch number.asInteger {
        case .exact(let value):
            guard range.contains(Int(value)) else { throw fault(.integerOutOfRange, field) }
            return Int(value)
        case .outOfRange: throw fault(.integerOutOfRange, field)
        case .fractional: throw fault(.badField, field)
        }
    }

    /// Yes or no.
    mutating func boolean(_ field: Int) throws(ParameterFault) -> Bool {
        try require(.boolean, field)
        return (try? reader.readBoolean()) ?? false
    }

    /// One of a closed list of words, by its place in it.
    mutating func word(_ field: Int, of words: JSONNames) throws(ParameterFault) -> Int {
        try require(.string, field)
        guard let token = try? reader.readString(), let word = reader.match(token, words) else {
            throw fault(.badField, field)
        }
        return word
    }

    /// A list of identifiers.
    mutating func identifiers(_ field: Int) throws(ParameterFault) -> [String] {
        try require(.array, field)
        try? reader.beginArray()
        var list: [String] = []
        while (try? reader.nextElement()) == true { list.append(try identifier(field)) }
        return list
    }

    /// A map whose names are data; the body reads each value or answers `false` to refuse it.
    mutating func map(
        _ field: Int, _ body: (String, inout JSONReader) throws(JSONFault) -> Bool
    ) throws(ParameterFault) {
        try require(.object, field)
        try? reader.beginObject()
        while let name = try? reader.nextName() {
            guard (try? body(reader.text(of: name), &reader)) == true else {
                throw fault(.badField, field)
            }
        }
    }

    /// The bytes of an object, to be read with a table of its own.
    mutating func object(_ field: Int) throws(ParameterFault) -> Range<Int> {
        try require(.object, field)
        guard let range = try? reader.skipValue() else { throw fault(.badField, field) }
        return range
    }

    /// The fault of a field by its place in the table.
    func fault(_ reason: ErrorReason, _ field: Int) -> ParameterFault {
        ParameterFault(reason, table.prefix + table.fields[field])
    }

    private mutating func token(
        _ field: Int, bytes: ClosedRange<Int>
    ) throws(ParameterFault) -> JSONString {
        try require(.string, field)
        guard let token = try? reader.readString() else { throw fault(.badField, field) }
        guard token.utf8Count <= bytes.upperBound else { throw fault(.tooLong, field) }
        guard token.utf8Count >= bytes.lowerBound, !token.containsNUL else {
            throw fault(.badField, field)
        }
        return token
    }

    private mutating func require(_ kind: JSONKind, _ field: Int) throws(ParameterFault) {
        guard (try? reader.kind()) == kind else { throw fault(.badField, field) }
    }

    private static func isIdentifierByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

/// The members that an object of the wire may have, in the order of an enumeration's raw values.
///
/// A class, for each is made once and handed to every request.
final class FieldTable: Sendable {
    let fields: [String]
    let names: JSONNames
    let prefix: String

    /// Lists the members; `prefix` is the path of the object below `params`.
    init(_ fields: [String], prefix: String = "") {
        self.fields = fields
        self.prefix = prefix
        names = JSONNames(fields)
    }
}
