/// The grammar of chunk extensions (RFC 9112, section 7.1.1).
enum ChunkExtensions {
    /// Whether the bytes are `*( BWS ";" BWS name [ BWS "=" BWS value ] )`.
    static func accepts(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        while !rest.isEmpty {
            guard skip(Characters.semicolon, &rest), skipToken(&rest) else { return false }
            var value = rest
            guard skip(UInt8(ascii: "="), &value) else { continue }
            guard skipToken(&value) || skipQuoted(&value) else { return false }
            rest = value
        }
        return true
    }

    /// Goes behind a delimiter and the white space at both sides; `false`, and no further, when
    /// something else comes.
    private static func skip(_ delimiter: UInt8, _ rest: inout ArraySlice<UInt8>) -> Bool {
        let tail = rest.drop(while: Characters.isWhiteSpace)
        guard tail.first == delimiter else { return false }
        rest = tail.dropFirst().drop(while: Characters.isWhiteSpace)
        return true
    }

    private static func skipToken(_ rest: inout ArraySlice<UInt8>) -> Bool {
        let tail = rest.drop(while: Characters.isToken)
        guard tail.startIndex > rest.startIndex else { return false }
        rest = tail
        return true
    }

    /// Goes behind a quoted string (RFC 9110, section 5.6.4).
    private static func skipQuoted(_ rest: inout ArraySlice<UInt8>) -> Bool {
        guard rest.first == UInt8(ascii: "\"") else { return false }
        var index = rest.startIndex + 1
        while index < rest.endIndex {
            if rest[index] == UInt8(ascii: "\"") {
                rest = rest[(index + 1)...]
                return true
            }
            index += rest[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return false
    }
}
