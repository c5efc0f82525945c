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
    mutating func kind(_ bytes: [UInt8]) throws(JSONFault) -> JSONKind {
        let text = bytes.span.extracting(first: end)
        position = Self.skipSpace(text, from: position)
        guard position < text.count, let kind = JSONKind(firstByte: text[position]) else {
            throw .malformed(at: position)
        }
        return kind
    }

    /// Enters a container.
    mutating func open(
        _ bracket: UInt8, isObject: Bool, _ bytes: [UInt8]
    ) throws(JSONFault) {
        let text = bytes.span.extracting(first: end)
        let behind = try Self.expect(bracket, text, from: position)
        guard containers.open(isObject: isObject) else { throw JSONFault(.limit, at: behind &- 1) }
        position = behind
    }

    /// Goes behind the next name of the innermost object and its colon; nil at the object's end.
    mutating func nextMember(
        _ bytes: [UInt8]
    ) throws(JSONFault) -> (name: JSONString, key: NameKey)? {
        let text = bytes.span.extracting(first: end)
        var index = Self.skipSpace(text, from: position)
        guard index < text.count else { throw .malformed(at: index) }
        if text[index] == UInt8(ascii: "}") {
            try log.close(containers.members, in: text)
            containers.close()
            position = index &+ 1
            return nil
        }
        if !containers.isFirst { index = try Self.expect(UInt8(ascii: ","), text, from: index) }
        index = try Self.expect(UInt8(ascii: "\""), text, from: index)
        let name = try StringScanner.scan(text, from: index)
        let key = NameKey(name, in: text)
        try log.add(key, from: index, after: containers.members, in: text)
        containers.begin(isMember: true)
        position = try Self.expect(UInt8(ascii: ":"), text, from: name.range.upperBound &+ 1)
        return (name, key)
    }

    /// Goes to the next element of the innermost array; false at the array's end.
    mutating func nextElement(_ bytes: [UInt8]) throws(JSONFault) -> Bool {
        let text = bytes.span.extracting(first: end)
        position = Self.skipSpace(text, from: position)
        guard position < text.count else { throw .malformed(at: position) }
        if text[position] == UInt8(ascii: "]") {
            containers.close()
            position &+= 1
            return false
        }
        if !containers.isFirst {
            position = try Self.expect(UInt8(ascii: ","), text, from: position)
        }
        containers.begin(isMember: false)
        return true
    }

    /// Reads a string.
    mutating func string(_ bytes: [UInt8]) throws(JSONFault) -> JSONString {
        let text = bytes.span.extracting(first: end)
        let start = try Self.expect(UInt8(ascii: "\""), text, from: position)
        let string = try StringScanner.scan(text, from: start)
        position = string.range.upperBound &+ 1
        return string
    }

    /// Reads a number, whose `rounded` is left out.
    mutating func number(_ bytes: [UInt8]) throws(JSONFault) -> JSONNumber {
        guard try kind(bytes) == .number else { throw .malformed(at: position) }
        let number = try NumberScanner.scan(bytes.span.extracting(first: end), from: position)
        position = number.range.upperBound
        return number
    }

    /// Reads `true` or `false`.
    mutating func boolean(_ bytes: [UInt8]) throws(JSONFault) -> Bool {
        guard try kind(bytes) == .boolean else { throw .malformed(at: position) }
        let isTrue = bytes[position] == UInt8(ascii: "t")
        try word(isTrue ? "true" : "false", bytes)
        return isTrue
    }

    /// Reads `null`.
    mutating func null(_ bytes: [UInt8]) throws(JSONFault) {
        guard try kind(bytes) == .null else { throw .malformed(at: position) }
        try word("null", bytes)
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
        position = Self.skipSpace(bytes.span.extracting(first: end), from: position)
        guard position == end, containers.depth == 0 else { throw .malformed(at: position) }
    }

    /// Enters the container that comes next, or reads the scalar.
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
    private mutating func advance(_ bytes: [UInt8]) throws(JSONFault) -> Bool {
        try containers.isObject ? nextMember(bytes) != nil : nextElement(bytes)
    }

    private mutating func word(_ word: String, _ bytes: [UInt8]) throws(JSONFault) {
        for byte in word.utf8 {
            guard position < end, bytes[position] == byte else { throw .malformed(at: position) }
            position &+= 1
        }
    }

    /// The index behind a byte that must come next, white space aside.
    @inline(__always)
    private static func expect(
        _ byte: UInt8, _ text: Span<UInt8>, from start: Int
    ) throws(JSONFault) -> Int {
        let index = skipSpace(text, from: start)
        guard index < text.count, text[index] == byte else { throw .malformed(at: index) }
        return index &+ 1
    }

    /// The index of the first byte that is not white space (RFC 8259, section 2).
    @inline(__always)
    private static func skipSpace(_ text: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index < text.count, isSpace(text[index]) { index &+= 1 }
        return index
    }

    @inline(__always)
    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
