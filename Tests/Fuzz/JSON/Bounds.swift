import JSON

/// The bounds of section 3 of PROTOCOL.md, by their numbers there.
enum Bounds {
    private static let depth = 32
    private static let members = 1024
    private static let numberBytes = 256

    /// What is accepted keeps to the bounds.
    static func check(_ value: JSONValue, depth outer: Int = 0) {
        switch value.content {
        case .null, .boolean: return
        case .string(let string):
            Law.require(string.utf8.count <= 1 << 20, "a string is longer than any text")
        case .number(_, let lexeme):
            Law.require(lexeme.utf8.count <= numberBytes, "a number is too long")
        case .array(let elements):
            Law.require(outer < depth, "an array lies too deep")
            for element in elements { check(element, depth: outer + 1) }
        case .object(let list):
            Law.require(outer < depth, "an object lies too deep")
            Law.require(list.count <= members, "an object has too many members")
            let names = Set(list.map { Array($0.name.utf8) })
            Law.require(names.count == list.count, "an object names a member twice")
            for member in list { check(member.value, depth: outer + 1) }
        }
    }

    /// What is refused for a bound has something that may pass one. Brackets in strings are counted
    /// too, and commas of all objects: a refusal that this allows may still be wrong, one that it
    /// does not is.
    static func check(_ fault: JSONFault, in text: [UInt8]) {
        guard fault.kind == .limit else { return }
        let before = text.prefix(fault.offset + 1)
        let isDeep = before.count { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") } > depth
        let isWide = before.count { $0 == UInt8(ascii: ",") } >= members
        Law.require(
            isDeep || isWide || longestNumber(text) > numberBytes, "nothing passes a bound")
    }

    private static func longestNumber(_ text: [UInt8]) -> Int {
        var (longest, length) = (0, 0)
        for byte in text {
            length = "+-.0123456789Ee".utf8.contains(byte) ? length + 1 : 0
            longest = max(longest, length)
        }
        return longest
    }
}
