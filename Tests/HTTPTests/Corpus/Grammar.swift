import Foundation

/// The rules of RFC 9110, RFC 9112 and RFC 3986 as expressions, copied from their grammars.
struct Grammar: Sendable {
    private let expression: NSRegularExpression

    private init(_ pattern: String) {
        do {
            expression = try NSRegularExpression(pattern: "\\A\(pattern)\\z")
        } catch {
            fatalError("a pattern of the grammar is malformed")
        }
    }

    private static let token = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+"
    private static let name = "A-Za-z0-9\\-._~!$&'()*+,;="
    private static let escape = "%[0-9A-Fa-f]{2}"
    private static let host = "(?:\\[[0-9A-Fa-f:.]+\\]|(?:[\(name)]|\(escape))+)"
    private static let path = "(?:/(?:[\(name):@]|\(escape))*)"
    private static let query = "(?:\\?(?:[\(name):@/?]|\(escape))*)?"
    private static let quoted =
        "\"(?:[^\"\\\\\\x00-\\x08\\x0a-\\x1f\\x7f]|\\\\[\\t -~\\x80-\\xff])*\""

    /// Method, scheme with authority, path, query, minor version.
    static let requestLine = Grammar(
        "(\(token)) (?=[/hH])((?:[hH][tT][tT][pP][sS]?://\(host)(?::[0-9]*)?)?)"
            + "(\(path)*)(\(query)) HTTP/1\\.([0-9])")
    /// Name, value.
    static let field = Grammar(
        "(\(token)):[ \\t]*((?:[!-~\\x80-\\xff](?:[\\t -~\\x80-\\xff]*[!-~\\x80-\\xff])?)?)[ \\t]*")
    static let authority = Grammar("\(host)?(?::[0-9]*)?")
    /// Size.
    static let chunk = Grammar(
        "([0-9A-Fa-f]{1,16})"
            + "(?:[ \\t]*;[ \\t]*\(token)(?:[ \\t]*=[ \\t]*(?:\(token)|\(quoted)))?)*")

    /// The groups of a text that the rule matches, the whole first; an absent one is empty.
    func groups(of text: String) -> [String]? {
        let whole = NSRange(location: 0, length: text.utf16.count)
        guard let match = expression.firstMatch(in: text, range: whole) else { return nil }
        let bridged = text as NSString
        return (0..<match.numberOfRanges).map {
            let range = match.range(at: $0)
            return range.location == NSNotFound ? "" : bridged.substring(with: range)
        }
    }

    /// Whether a path has a segment of one or two dots, escapes of dots and slashes read.
    static func hasDotSegment(_ path: String) -> Bool {
        var path = path.lowercased()
        for (escape, plain) in [("%2e", "."), ("%2f", "/"), ("%5c", "/")] {
            path = path.replacingOccurrences(of: escape, with: plain)
        }
        return !Set(path.components(separatedBy: "/")).isDisjoint(with: [".", ".."])
    }
}
