import JSON

/// What an error body says in the fields that upstreams use for errors, and nothing else of it.
///
/// A body also echoes prompts, metadata and output; a user who writes «my account has been
/// deactivated» must not lose an account by it. So nothing is sought outside these fields.
struct Problem: Sendable {
    /// The object that holds the error's fields.
    var fields: JSONValue?
    /// The whole body, for the fields that some upstreams put beside the error.
    var root: JSONValue?
    /// Every code, type, status and reason that is given as text, in lower case.
    var codes: [String] = []
    /// The sentence for people.
    var message = Words("")

    /// Bodies that say nothing.
    static let none = Problem()

    /// An error's sentence is short; a longer plain text is a page or an echo.
    private static let plainTextLimit = 2048
    private static let headerLimit = 8192

    /// Reads an error body; anything may be in it.
    init(body: [UInt8]) {
        let text = body[...].trimmed
        if let first = text.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            if let value = JSONValue.parseBounded(text) { read(value) }
        } else if text.count <= Self.plainTextLimit, text.first != UInt8(ascii: "<") {
            message = Words(text)
        }
    }

    /// Reads an answer's body, and what some gateways put into a header beside it: the same kind
    /// of error in base 64.
    init(of evidence: Evidence) {
        self.init(body: evidence.body)
        guard let text = evidence.headers["x-error-json"],
            let bytes = Base64.decode(text, limit: Self.headerLimit),
            let value = JSONValue.parseBounded(bytes[...])
        else { return }
        codes += Problem(value).codes
    }

    /// Reads an error that is already a tree.
    init(_ value: JSONValue) {
        read(value)
    }

    private init() {}

    /// Whether one of the codes, written in lower case, was given.
    func has(_ code: String) -> Bool {
        codes.contains(code)
    }

    /// The first of the given codes that the body has.
    func first(of candidates: [String]) -> String? {
        candidates.first { codes.contains($0) }
    }

    /// A field of the error, or else one beside it.
    func field(_ name: String) -> JSONValue? {
        fields?[name] ?? root?[name]
    }

}

extension Problem {
    private mutating func read(_ value: JSONValue) {
        let root = value.array?.first ?? value
        self.root = root
        let error = Self.errorObject(in: root)
        fields = error ?? root
        if let error { readFields(of: error) }
        readFields(of: root)
        if let nested = nestedInMessage() { readNested(nested) }
    }

    /// What stands inside the message counts before what stands around it.
    private mutating func readNested(_ value: JSONValue) {
        guard let error = value["error"] else { return }
        let outer = message
        message = Words("")
        fields = error
        readFields(of: error)
        if message.isEmpty { message = outer }
    }

    /// Where upstreams put the error: `error`, `response.error`, `body.error`, `detail`, and an
    /// `error` inside the `error`.
    private static func errorObject(in root: JSONValue) -> JSONValue? {
        let holders = [root, root["response"], root["body"], root["detail"]]
        for case let holder? in holders {
            guard let error = holder["error"], error.members != nil else { continue }
            if let inner = error["error"], inner.members != nil { return inner }
            return error
        }
        if let detail = root["detail"] {
            return detail.members != nil ? detail : detail.array?.first
        }
        return nil
    }

    private mutating func readFields(of object: JSONValue) {
        for name in ["code", "type", "status", "reason", "error"] {
            guard let text = object[name]?.string, text.utf8.count <= 128 else { continue }
            codes.append(text.lowercasedASCII)
        }
        if let code = object["details"]?["error_code"]?.string {
            codes.append(code.lowercasedASCII)
        }
        guard message.isEmpty else { return }
        for name in ["message", "error_description", "detail", "error", "msg"] {
            guard let text = object[name]?.string, !text.isEmpty else { continue }
            message = Words(text)
            return
        }
    }

    /// Google's gateways hand an error on as text inside another's message, with bare line breaks
    /// in its strings.
    private func nestedInMessage() -> JSONValue? {
        guard message.bytes.first == UInt8(ascii: "{"),
            let text = fields?["message"]?.string
        else { return nil }
        let oneLine = text.utf8.map { $0 < 0x20 ? 0x20 : $0 }
        let inner = JSONValue.parseBounded(oneLine[...])
        return inner?["error"]?.members == nil ? nil : inner
    }
}
