import AccountClient
import HTTP
import JSON
import Secrets

/// Reads the file of routes:
/// `{"routes":[{"prefix":"/claude","provider":"claude","upstream":"https://…"}]}`.
package struct RouteFile: Concealed {
    /// The routes, if nothing is wrong.
    package private(set) var table = RouteTable([])
    /// All that is wrong, a line each: file, line, field, and what to mend. Where the text is no
    /// JSON the column stands behind the line.
    package private(set) var problems: [String] = []
    /// Whether a route holds a secret, so that nobody else may read the file.
    package private(set) var holdsSecret = false

    private let name: String
    private let lines: LineIndex

    private static let routeFields = [
        "dialect", "fallback", "only_upstream", "prefix", "provider", "upstream",
    ]
    private static let fallbackFields = ["base_url", "headers"]

    /// Reads a file's text.
    package init(_ name: String, _ text: [UInt8]) {
        self.name = name
        lines = LineIndex(text)
        do throws(JSONFault) {
            read(try JSONValue.parse(text))
        } catch {
            let place = lines.place(of: error.offset)
            problems.append(
                "\(name):\(place.line):\(place.column): "
                    + SyntaxHint.message(for: error, in: text))
        }
    }

    private mutating func read(_ value: JSONValue) {
        guard checkFields(value, "", among: ["routes"]) else { return }
        guard let list = value["routes"]?.array, !list.isEmpty else {
            return problem(
                value["routes"]?.offset ?? value.offset, "routes",
                "must be a list of routes, not empty")
        }
        var routes: [Route] = []
        var seen: Set<PathPrefix> = []
        for (index, element) in list.enumerated() {
            let path = "routes[\(index)]"
            guard let route = route(element, path) else { continue }
            guard seen.insert(route.prefix).inserted else {
                problem(element.offset, path + ".prefix", "another route has this prefix")
                continue
            }
            routes.append(route)
        }
        if problems.isEmpty { table = RouteTable(routes) }
    }

    /// All fields are looked at, whatever is wrong with the first.
    private mutating func route(_ value: JSONValue, _ path: String) -> Route? {
        guard checkFields(value, path, among: Self.routeFields) else { return nil }
        let prefix = prefix(value, path)
        let provider = provider(value, path)
        let upstream = address(value, "upstream", path)
        let dialect = dialect(value, path)
        let isOnlyUpstream = truth(value, "only_upstream", path)
        let fallback = value["fallback"].map { self.fallback($0, path + ".fallback") }
        guard let prefix, let provider, let upstream else { return nil }
        return Route(
            prefix: prefix, provider: provider, upstream: upstream,
            isOnlyUpstream: isOnlyUpstream, fallback: fallback ?? nil, dialect: dialect)
    }

    private mutating func prefix(_ value: JSONValue, _ path: String) -> PathPrefix? {
        guard let text = string(value, "prefix", path) else { return nil }
        guard let prefix = PathPrefix(text), prefix != PathPrefix("/-") else {
            problem(
                value["prefix"]?.offset ?? value.offset, path + ".prefix",
                "must be a path like /claude, without escapes and empty segments, and not /-")
            return nil
        }
        return prefix
    }

    private mutating func provider(_ value: JSONValue, _ path: String) -> String? {
        guard let text = string(value, "provider", path) else { return nil }
        let isName = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "-"):
                true
            case _: false
            }
        }
        guard isName, (1...64).contains(text.utf8.count) else {
            problem(
                value["provider"]?.offset ?? value.offset, path + ".provider",
                "must be 1 to 64 of the characters A-Z a-z 0-9 . _ -")
            return nil
        }
        return text
    }

    private mutating func truth(_ value: JSONValue, _ field: String, _ path: String) -> Bool {
        guard let member = value[field] else { return false }
        if let truth = member.boolean { return truth }
        problem(member.offset, "\(path).\(field)", "must be true or false")
        return false
    }

    private mutating func dialect(_ value: JSONValue, _ path: String) -> ErrorDialect? {
        guard let member = value["dialect"] else { return nil }
        if let text = member.string, let dialect = ErrorDialect(rawValue: text) { return dialect }
        let names = ErrorDialect.allCases.map(\.rawValue)
        let hint = member.string.flatMap { NearestName.of($0, among: names) }
        problem(
            member.offset, path + ".dialect",
            "must be one of \(names.joined(separator: ", "))" + Self.question(hint))
        return nil
    }

    private mutating func fallback(_ value: JSONValue, _ path: String) -> OwnAccount? {
        holdsSecret = true
        guard checkFields(value, path, among: Self.fallbackFields) else { return nil }
        let baseURL = value["base_url"] == nil ? nil : address(value, "base_url", path)
        guard let members = value["headers"]?.members else {
            problem(
                value["headers"]?.offset ?? value.offset, path + ".headers",
                "must be an object: the headers that authorize a request")
            return nil
        }
        var headers: [CredentialHeader] = []
        for member in members {
            var fields = Fields()
            guard let text = member.value.string, (try? fields.append(member.name, text)) != nil
            else {
                problem(
                    member.value.offset, path + ".headers", "has a header that cannot be sent")
                continue
            }
            headers.append(CredentialHeader(name: member.name, value: text))
        }
        return OwnAccount(headers: headers, baseURL: baseURL)
    }

    /// An address with a host, without a query: what is behind the prefix is appended to it.
    private mutating func address(
        _ value: JSONValue, _ field: String, _ path: String
    ) -> String? {
        guard let text = string(value, field, path) else { return nil }
        let rest = ["https://", "http://"].first(where: text.hasPrefix).map {
            text.dropFirst($0.count)
        }
        let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard let host = rest?.prefix(while: { $0 != "/" }), !host.isEmpty, isPlain,
            !text.contains(where: { "?#@\\\"<>^`{|}".contains($0) })
        else {
            problem(
                value[field]?.offset ?? value.offset, "\(path).\(field)",
                "must be an address like https://api.example.com, without ? # @")
            return nil
        }
        return text
    }

    private mutating func string(
        _ value: JSONValue, _ field: String, _ path: String
    ) -> String? {
        if let text = value[field]?.string, !text.isEmpty { return text }
        let isMissing = value[field] == nil
        problem(
            value[field]?.offset ?? value.offset, "\(path).\(field)",
            isMissing ? "is missing" : "must be a string, not empty")
        return nil
    }

    /// Whether a value is an object; each of its members that is not known is a problem.
    private mutating func checkFields(
        _ value: JSONValue, _ path: String, among known: [String]
    ) -> Bool {
        guard let members = value.members else {
            problem(value.offset, path, "must be an object")
            return false
        }
        for member in members where !known.contains(member.name) {
            let field = VisibleText.of(String(member.name.prefix(64)))
            let hint = Self.question(NearestName.of(member.name, among: known))
            problem(
                member.nameOffset, path.isEmpty ? field : "\(path).\(field)",
                "is not a field"
                    + (hint.isEmpty ? "; there are " + known.joined(separator: ", ") : hint))
        }
        return true
    }

    private static func question(_ hint: String?) -> String {
        hint.map { "; did you mean \($0)?" } ?? ""
    }

    private mutating func problem(_ offset: Int, _ field: String, _ message: String) {
        let place = field.isEmpty ? "" : "\(field): "
        problems.append("\(name):\(lines.line(of: offset)): \(place)\(message)")
    }
}
