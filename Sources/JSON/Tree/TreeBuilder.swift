/// Builds the tree of a text with a stack of its own, so that the depth of the text costs none of
/// the thread's.
struct TreeBuilder: ~Copyable {
    /// A container that is not complete.
    private struct Container {
        let isObject: Bool
        let offset: Int
        var elements: [JSONValue] = []
        var members: [JSONValue.Member] = []
        /// The name of the member whose value comes next.
        var name = ""
        var nameOffset = 0
    }

    private var reader: JSONReader
    private let end: Int
    private let keepsFirst: Bool
    private var stack: [Container] = []

    /// Begins at the first byte of a text. A name that stands twice in an object is a fault, or
    /// only its first member counts.
    init(_ bytes: [UInt8], keepsFirst: Bool = false) {
        reader = JSONReader(bytes, toleratesDuplicates: keepsFirst)
        end = bytes.count
        self.keepsFirst = keepsFirst
    }

    /// The value that the whole text is.
    mutating func build() throws(JSONFault) -> JSONValue {
        var complete = try enterOrReadScalar()
        while true {
            if let value = complete {
                guard !stack.isEmpty else {
                    try reader.finish()
                    return value
                }
                attach(value)
            }
            complete = try hasNext() ? enterOrReadScalar() : closeInnermost()
        }
    }

    /// What `build` had before it met the end of the text; nil when that is nothing.
    mutating func closeAll() -> JSONValue? {
        guard !stack.isEmpty else { return nil }
        while true {
            let value = closeInnermost()
            guard !stack.isEmpty else { return value }
            attach(value)
        }
    }

    /// Goes to the next member or element of the innermost container; false at its end.
    private mutating func hasNext() throws(JSONFault) -> Bool {
        let innermost = stack.count - 1
        guard stack[innermost].isObject else { return try reader.nextElement() }
        guard let name = try reader.nextName() else { return false }
        stack[innermost].name = reader.text(of: name)
        stack[innermost].nameOffset = name.range.lowerBound - 1
        return true
    }

    /// The scalar that comes next; nil when a container does, which is entered.
    private mutating func enterOrReadScalar() throws(JSONFault) -> JSONValue? {
        let kind = try reader.kind()
        let offset = reader.position
        switch kind {
        case .object:
            try reader.beginObject()
            stack.append(Container(isObject: true, offset: offset))
            return nil
        case .array:
            try reader.beginArray()
            stack.append(Container(isObject: false, offset: offset))
            return nil
        case .string:
            return JSONValue(.string(reader.text(of: try reader.readString())), at: offset)
        case .number: return JSONValue(try number(), at: offset)
        case .boolean: return JSONValue(.boolean(try reader.readBoolean()), at: offset)
        case .null:
            try reader.readNull()
            return JSONValue(.null, at: offset)
        }
    }

    /// A number. One that reaches the end of the text inside a container may lack its last digits.
    private mutating func number() throws(JSONFault) -> JSONValue.Content {
        let number = try reader.readNumber()
        guard stack.isEmpty || number.range.upperBound < end else { throw .malformed(at: end) }
        let lexeme = String(decoding: reader.lexeme(of: number), as: UTF8.self)
        return .number(number, lexeme: lexeme)
    }

    private mutating func attach(_ value: JSONValue) {
        let innermost = stack.count - 1
        guard stack[innermost].isObject else {
            stack[innermost].elements.append(value)
            return
        }
        let (name, nameOffset) = (stack[innermost].name, stack[innermost].nameOffset)
        stack[innermost].members.append(.init(name: name, nameOffset: nameOffset, value: value))
    }

    private mutating func closeInnermost() -> JSONValue {
        let container = stack.removeLast()
        guard container.isObject else {
            return JSONValue(.array(container.elements), at: container.offset)
        }
        guard keepsFirst else { return JSONValue(.object(container.members), at: container.offset) }
        var seen: Set<[UInt8]> = []
        let members = container.members.filter { seen.insert(Array($0.name.utf8)).inserted }
        return JSONValue(.object(members), at: container.offset)
    }
}
