/// A strict, bounded reader of JSON texts that hands out one value after another.
///
/// A decoder asks for what it expects, so that neither a tree nor a dictionary is built. What is
/// read obeys RFC 8259 and RFC 7493, but for noncharacters, which are accepted. The reader keeps
/// its own stack of open containers: no text makes it recurse. Offsets are those of the array it
/// was given. A verb that meets another kind of value than its own throws `.malformed`; whoever
/// wants to tell a wrong kind from a broken text asks `kind()` first. After a fault the reader is
/// of no use.
package struct JSONReader: ~Copyable {
    private let bytes: [UInt8]
    private var cursor: Cursor

    /// Reads the text that the whole of an array is.
    package init(_ bytes: [UInt8]) {
        self.init(bytes, in: 0..<bytes.count)
    }

    /// Reads the text that a part of an array is; the array is shared, not copied.
    package init(_ bytes: [UInt8], in range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        self.bytes = bytes
        cursor = Cursor(in: range)
    }

    /// Reads a whole text in which a name may stand twice in an object.
    init(_ bytes: [UInt8], toleratesDuplicates: Bool) {
        self.bytes = bytes
        cursor = Cursor(in: 0..<bytes.count, toleratesDuplicates: toleratesDuplicates)
    }

    /// The containers that are open: zero before the value of the text and behind it.
    package var depth: Int { cursor.depth }

    /// The kind of the value that comes next, which stays to be read or skipped.
    package mutating func kind() throws(JSONFault) -> JSONKind {
        try cursor.kind(bytes)
    }

    /// The offset of the next byte to be read: that of a value once `kind()` was asked for it.
    package var position: Int { cursor.position }

    /// Enters an object.
    package mutating func beginObject() throws(JSONFault) {
        try cursor.open(UInt8(ascii: "{"), isObject: true, bytes)
    }

    /// Enters an array.
    package mutating func beginArray() throws(JSONFault) {
        try cursor.open(UInt8(ascii: "["), isObject: false, bytes)
    }

    /// Goes to the next member of the innermost object, whose value must then be read or skipped.
    ///
    /// The result is the index of the member's name, `names.count` when it is not one of them, nil
    /// at the end of the object, which is left. A name that stands twice is refused here: in an
    /// object of more than 16 members only at its end.
    package mutating func nextMember(_ names: JSONNames) throws(JSONFault) -> Int? {
        guard let (name, key) = try cursor.nextMember(bytes) else { return nil }
        return names.index(of: key, name, in: bytes.span) ?? names.count
    }

    /// The same for an object whose names are data: the name itself, nil at the object's end.
    package mutating func nextName() throws(JSONFault) -> JSONString? {
        try cursor.nextMember(bytes)?.name
    }

    /// Goes to the next element of the innermost array, which must then be read or skipped; false
    /// at the end of the array, which is left.
    package mutating func nextElement() throws(JSONFault) -> Bool {
        try cursor.nextElement(bytes)
    }

    /// Reads a string: its place in the text, of which `text(of:)` makes a `String`.
    package mutating func readString() throws(JSONFault) -> JSONString {
        try cursor.string(bytes)
    }

    /// Reads a number.
    package mutating func readNumber() throws(JSONFault) -> JSONNumber {
        var number = try cursor.number(bytes)
        if number.isTruncated {
            let lexeme = String(decoding: bytes[number.range], as: UTF8.self)
            number.rounded = Double(lexeme)?.magnitude ?? .infinity
        }
        return number
    }

    /// Reads `true` or `false`.
    package mutating func readBoolean() throws(JSONFault) -> Bool {
        try cursor.boolean(bytes)
    }

    /// Reads `null`.
    package mutating func readNull() throws(JSONFault) {
        try cursor.null(bytes)
    }

    /// Reads the value that comes next, whatever it is, by all the rules, and keeps its place only.
    package mutating func skipValue() throws(JSONFault) -> Range<Int> {
        try cursor.skip(bytes)
    }

    /// Makes sure that the value was read to its end and only white space follows it.
    package mutating func finish() throws(JSONFault) {
        try cursor.finish(bytes)
    }

    /// The string that a token stands for.
    package func text(of string: JSONString) -> String {
        String(decoding: utf8(of: string), as: UTF8.self)
    }

    /// The UTF-8 that a token stands for: a part of the text when nothing in it is escaped.
    package func utf8(of string: JSONString) -> ArraySlice<UInt8> {
        guard string.isEscaped else { return bytes[string.range] }
        var unescaped: [UInt8] = []
        unescaped.reserveCapacity(string.utf8Count)
        var source = UnescapedBytes(from: string.start)
        while let byte = source.next(in: bytes.span) { unescaped.append(byte) }
        return unescaped[...]
    }

    /// The bytes that spell a number.
    package func lexeme(of number: JSONNumber) -> ArraySlice<UInt8> {
        bytes[number.range]
    }

    /// The index of the word that a token stands for; nil when it is none of them.
    package func match(_ string: JSONString, _ names: JSONNames) -> Int? {
        names.index(of: NameKey(string, in: bytes.span), string, in: bytes.span)
    }
}
