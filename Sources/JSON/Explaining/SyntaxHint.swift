/// Says in words why a text is no JSON, from the byte at which reading stopped.
package enum SyntaxHint {
    /// What is wrong, for someone who edits the file by hand; repeats nothing of it.
    package static func message(for fault: JSONFault, in text: [UInt8]) -> String {
        switch fault.kind {
        case .malformed: malformed(at: fault.offset, text)
        case .duplicateKey: "two members of an object have this name"
        case .limit: "is nested too deep, or an object has too many members"
        }
    }

    private static func malformed(at offset: Int, _ text: [UInt8]) -> String {
        guard offset < text.count else {
            return text.isEmpty ? "the file is empty" : "the file ends before the text is complete"
        }
        let before = text[..<offset].last { !blanks.contains($0) }
        switch text[offset] {
        case UInt8(ascii: "/"), UInt8(ascii: "#"): return "JSON has no comments"
        case UInt8(ascii: "'"): return "strings stand in double quotes"
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            return before == UInt8(ascii: ",")
                ? "a comma must not stand before a closing bracket"
                : "a bracket that closes nothing, or too early"
        case UInt8(ascii: "\""): return "a comma or a colon is missing before this string"
        case 0xEF where offset == 0: return "the file begins with a byte order mark"
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return "a string ends where its line does"
        case 0..<0x20: return "a control character"
        case 0x80...: return "is not UTF-8, or not JSON, from here on"
        default: return "is not JSON from here on"
        }
    }

    private static let blanks = Array(" \t\r\n".utf8)
}
