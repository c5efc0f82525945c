import JSON

/// What is accepted is the same after it was written and read again.
enum RoundTrip {
    static func check(_ value: JSONValue, of text: [UInt8]) {
        let written = value.encoded()
        guard let again = try? JSONValue.parse(written) else {
            fatalError("what was written cannot be read")
        }
        Law.require(isSame(value, again), "what was written reads as something else")
        Law.require(again.encoded() == written, "a canonical text is written differently")
        Law.require(hasNoSpace(written), "a canonical text has white space between its values")
    }

    /// Whether two trees are the same: members in any order, numbers by value, and U+FFFD where a
    /// noncharacter was, which is accepted and never written.
    static func isSame(_ one: JSONValue, _ other: JSONValue) -> Bool {
        switch (one.content, other.content) {
        case (.null, .null): true
        case (.boolean(let left), .boolean(let right)): left == right
        case (.string(let left), .string(let right)): isSame(left, right)
        case (.number(let left, let spelling), .number(let right, let otherSpelling)):
            left.asInteger == right.asInteger && left.double == right.double
                && (left.integer != nil || spelling == otherSpelling)
        case (.array(let left), .array(let right)):
            left.count == right.count && zip(left, right).allSatisfy(isSame)
        case (.object(let left), .object(let right)): isSame(left, right)
        default: false
        }
    }

    private static func isSame(_ left: [JSONValue.Member], _ right: [JSONValue.Member]) -> Bool {
        let (left, right) = (sorted(left), sorted(right))
        return left.count == right.count
            && zip(left, right).allSatisfy { $0.0 == $1.0 && isSame($0.1, $1.1) }
    }

    /// Members by their names as they are written; of those that are then the same the first.
    private static func sorted(_ members: [JSONValue.Member]) -> [([UInt8], JSONValue)] {
        var first: [[UInt8]: JSONValue] = [:]
        for member in members {
            let name = Array(writable(member.name).utf8)
            if first[name] == nil { first[name] = member.value }
        }
        return first.sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .map { ($0.key, $0.value) }
    }

    private static func isSame(_ left: String, _ right: String) -> Bool {
        writable(left).utf8.elementsEqual(right.utf8)
    }

    /// The text with each noncharacter of The Unicode Standard, section 23.7, replaced.
    private static func writable(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isNoncharacter =
                (0xFDD0...0xFDEF).contains(scalar.value) || scalar.value & 0xFFFE == 0xFFFE
            result.append(isNoncharacter ? "\u{FFFD}" : scalar)
        }
        return String(result)
    }

    private static func hasNoSpace(_ text: [UInt8]) -> Bool {
        var (isInString, isEscaped) = (false, false)
        for byte in text {
            if byte <= 0x20, !isInString { return false }
            if byte == UInt8(ascii: "\""), !isEscaped { isInString.toggle() }
            isEscaped = isInString && byte == UInt8(ascii: "\\") && !isEscaped
        }
        return true
    }
}
