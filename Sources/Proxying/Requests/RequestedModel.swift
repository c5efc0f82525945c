package import HTTP
import JSON

/// The model that a request is for.
package enum RequestedModel {
    /// The longest name that the daemon takes, in bytes.
    private static let longest = 128

    /// The body's `model`, else the segment behind `/models/` in the path, up to a colon.
    package static func name(in body: [UInt8], _ target: RequestTarget) -> String? {
        guard let name = name(in: body) ?? name(inPath: target.path),
            (1...longest).contains(name.utf8.count)
        else { return nil }
        return name
    }

    /// The `model` of a JSON object.
    package static func name(in body: [UInt8]) -> String? {
        guard let place = TopLevelMember.place(of: "model", in: body) else { return nil }
        var reader = JSONReader(body, in: place)
        guard let string = try? reader.readString() else { return nil }
        return reader.text(of: string)
    }

    private static func name(inPath path: String) -> String? {
        guard let range = path.firstRange(of: "/models/") else { return nil }
        let segment = path[range.upperBound...].prefix { $0 != "/" && $0 != ":" }
        return segment.contains("%") ? nil : String(segment)
    }
}

/// Finds a member of a JSON object without judging the rest of the text.
///
/// The text is the upstream's to judge: schemas of tools nest deeper and have more members than a
/// strict reader's bounds allow, and a request must not lose its model by that.
enum TopLevelMember {
    /// The place of the value, its quotes included, of the last member with a name, when it is a
    /// string; most readers take the last of several.
    static func place(of name: String, in text: [UInt8]) -> Range<Int>? {
        let name = Array(name.utf8)
        var depth = 0
        var found: Range<Int>?
        var index = 0
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "\""):
                let end = stringEnd(text, index)
                let isName = depth == 1 && text[index..<end].dropFirst().dropLast() == name[...]
                if isName, let value = value(behind: end, in: text) {
                    found = value.isEmpty ? nil : value
                    index = max(value.upperBound, end)
                } else {
                    index = end
                }
                continue
            case _: break
            }
            index += 1
        }
        return found
    }

    /// The place of the string behind a name; empty for another value, `nil` when it is no name.
    private static func value(behind end: Int, in text: [UInt8]) -> Range<Int>? {
        let colon = skipBlanks(text, end)
        guard colon < text.count, text[colon] == UInt8(ascii: ":") else { return nil }
        let start = skipBlanks(text, colon + 1)
        guard start < text.count, text[start] == UInt8(ascii: "\"") else { return end..<end }
        return start..<stringEnd(text, start)
    }

    private static func skipBlanks(_ text: [UInt8], _ start: Int) -> Int {
        var index = start
        while index < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(text[index]) { index += 1 }
        return index
    }

    /// Behind the closing quote of a string, or the end of a text that is cut.
    private static func stringEnd(_ text: [UInt8], _ start: Int) -> Int {
        var index = start + 1
        while index < text.count, text[index] != UInt8(ascii: "\"") {
            index += text[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(index + 1, text.count)
    }
}
