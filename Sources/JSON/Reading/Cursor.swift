/// Where a reader is in its text, and what is open there.
///
/// It holds all that changes while a text is read. The bytes are an argument of every verb: a span
/// of them cannot be a part of the value that it lets change.
struct Cursor {
    private let end: Int
    private(set) var position: Int
    private var containers = ContainerStack()
    private var log: NameLog

    /// Begins at the first byte of a part of the text.
    init(in range: Range<Int>, toleratesDuplicates: Bool = false) {
        log = NameLog(toleratesDuplicates: toleratesDuplicates)
        position = range.lowerBound
        end = range.upperBound
    }

    /// The containers that are open.
    var depth: Int { containers.depth }

    /// Goes to the value that comes next and says its kind.
    @inline(__always)
    mutating func kind(_ bytes: [UInt8]) throws(JSONFault) -> JSONKind {
        let text = bytes.span.extracting(first: end)
        if let kind = JSONKind(firstByte: text.byte(at: position)) { return kind }
        return try kindBehindSpace(bytes)
    }

    /// The same when white space comes first, or no value.
    @inline(never)
    private mutating func kindBehindSpace(_ bytes: [UInt8]) throws(JSONFault) -> JSONKind {
        let byte = Self.skipSpace(bytes.span.extracting(first: end), &position)
        guard let kind = JSONKind(firstByte: byte) else { throw .malformed(at: position) }
        return kind
    }

    /// Enters an object or an array, whose bracket comes next.
    @inline(__always)
    mutating func open(
        _ bracket: UInt8, isObject: Bool, _ bytes: [UInt8]
    ) throws(JSONFault) {
        try Self.expect(bracket, bytes.span.extracting(first: end), &position)
        guard containers.open(isObject: isObject) else {
            throw JSONFault(.limit, at: position &- 1)
        }
    }

    /// Goes behind the next name of the innermost object and its colon; nil at the object's end.
    @inline(__always)
    mutating func nextMember(
        _ bytes: [UInt8]
    ) throws(JSONFault) -> (name: JSONString, key: NameKey)? {
        let text = bytes.span.extracting(first: end)
        var index = position
        let byte = Self.skipSpace(text, &index)
        if byte == UInt8(ascii: "}") {
            try log.close(containers.members, in: text)
            containers.close()
            position = index &+ 1
            return nil
        }
        if !containers.isFirst {
            guard byte == UInt8(ascii: ",") else { throw .malformed(at: index) }
            index &+= 1
        }
        try Self.expect(UInt8(ascii: "\""), text, &index)
        let (name, key) = try StringScanner.scanName(text, from: index)
        try log.add(key, from: index, after: containers.members, in: text)
        containers.begin(isMember: true)
        index = name.end &+ 1
        try Self.expect(UInt8(ascii: ":"), text, &index)
        position = index
        return (name, key)
    }

    /// Goes to the next element of the innermost array; false at the array's end.
    @inline(__always)
    mutating func nextElement(_ bytes: [UInt8]) throws(JSONFault) -> Bool {
        let byte = Self.skipSpace(bytes.span.extracting(first: end), &position)
        if byte == UInt8(ascii: "]") {
            containers.close()
            position &+= 1
            return false
        }
        if !containers.isFirst {
            guard byte == UInt8(ascii: ",") else { throw .malformed(at: position) }
            position &+= 1
        }
        containers.begin(isMember: false)
        return true
    }

    /// Reads a string.
    @inline(__always)
    mutating func string(_ bytes: [UInt8]) throws(JSONFault) -> JSONString {
        let text = bytes.span.extracting(first: end)
        var index = position
        try Self.expect(UInt8(ascii: "\""), text, &index)
        let string = try StringScanner.scan(text, from: index)
        position = string.end &+ 1
        return string
    }

    /// Reads a number, whose `rounded` is left out.
    @inline(__always)
    mutating func number(_ bytes: [UInt8]) throws(JSONFault) -> JSONNumber {
        let text = bytes.span.extracting(first: end)
        let byte = Self.skipSpace(text, &position)
        let digit = byte &- UInt8(ascii: "0")
        guard digit < 10 || byte == UInt8(ascii: "-") else { throw .malformed(at: position) }
        let number = try NumberScanner.scan(text, from: position)
        position = number.range.upperBound
        return number
    }

    /// Reads `true` or `false`.
    mutating func boolean(_ bytes: [UInt8]) throws(JSONFault) -> Bool {
        guard try kind(bytes) == .boolean else { throw .malformed(at: position) }
        let isTrue = bytes[position] == UInt8(ascii: "t")
        try literal(isTrue ? .true : .false, bytes)
        return isTrue
    }

    /// Reads `null`.
    mutating func null(_ bytes: [UInt8]) throws(JSONFault) {
        guard try kind(bytes) == .null else { throw .malformed(at: position) }
        try literal(.null, bytes)
    }

    /// Reads the value that comes next, whatever it is.
    mutating func skip(_ bytes: [UInt8]) throws(JSONFault) -> Range<Int> {
        let depth = containers.depth
        _ = try kind(bytes)
        let start = position
        repeat {
            try enterOrSkipScalar(bytes)
            while containers.depth > depth, try !advance(bytes) {}
        } while containers.depth > depth
        return start..<position
    }

    /// Makes sure that nothing is open and only white space follows.
    mutating func finish(_ bytes: [UInt8]) throws(JSONFault) {
        _ = Self.skipSpace(bytes.span.extracting(first: end), &position)
        guard position == end, containers.depth == 0 else { throw .malformed(at: position) }
    }

    /// Enters the container that comes next, or reads the scalar.
    @inline(__always)
    private mutating func enterOrSkipScalar(_ bytes: [UInt8]) throws(JSONFault) {
        switch try kind(bytes) {
        case .object: try open(UInt8(ascii: "{"), isObject: true, bytes)
        case .array: try open(UInt8(ascii: "["), isObject: false, bytes)
        case .string: _ = try string(bytes)
        case .number: _ = try number(bytes)
        case .boolean: _ = try boolean(bytes)
        case .null: try null(bytes)
        }
    }

    /// Goes on in the innermost container; false when it has ended, and the one around it goes on.
    @inline(__always)
    private mutating func advance(_ bytes: [UInt8]) throws(JSONFault) -> Bool {
        try containers.isObject ? nextMember(bytes) != nil : nextElement(bytes)
    }

    private mutating func literal(_ literal: Literal, _ bytes: [UInt8]) throws(JSONFault) {
        let text = bytes.span.extracting(first: end)
        var rest = literal.rawValue
        while rest != 0 {
            guard position < end, text[position] == UInt8(truncatingIfNeeded: rest) else {
                throw .malformed(at: position)
            }
            position &+= 1
            rest &>>= 8
        }
    }

    /// Goes behind a byte that must come next, white space aside.
    @inline(__always)
    private static func expect(
        _ byte: UInt8, _ text: Span<UInt8>, _ index: inout Int
    ) throws(JSONFault) {
        if text.byte(at: index) == byte {
            index &+= 1
        } else {
            index = try expectBehindSpace(byte, text, index)
        }
    }

    /// The same when white space comes first, or another byte.
    @inline(never)
    private static func expectBehindSpace(
        _ byte: UInt8, _ text: Span<UInt8>, _ start: Int
    ) throws(JSONFault) -> Int {
        var index = start
        guard skipSpace(text, &index) == byte else { throw .malformed(at: index) }
        return index &+ 1
    }

    /// Goes to the first byte that is not white space (RFC 8259, section 2) and says which it is;
    /// zero, which no text has there, at the end.
    @inline(__always)
    private static func skipSpace(_ text: Span<UInt8>, _ index: inout Int) -> UInt8 {
        let byte = text.byte(at: index)
        guard byte <= 0x20 else { return byte }
        index = skipMoreSpace(text, from: index)
        return text.byte(at: index)
    }

    @inline(never)
    private static func skipMoreSpace(_ text: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while isSpace(text.byte(at: index)) { index &+= 1 }
        return index
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}

extension Cursor {
    /// The words of the grammar, their first byte lowest, so that one is compared without a loop
    /// over a string.
    private enum Literal: UInt64 {
        case `true` = 0x6575_7274
        case `false` = 0x65_736C_6166
        case null = 0x6C6C_756E
    }
}
