import JSON

/// How many tokens an answer cost, as its provider counts.
///
/// Anthropic says `usage` in the first event and again in the last; OpenAI in the last, its newer
/// interface within `response`; Google in each, as `usageMetadata`. A later count wins.
package struct TokenUsage: Equatable, Sendable {
    /// Tokens of the request.
    package private(set) var input: Int?
    /// Tokens of the answer.
    package private(set) var output: Int?

    private static let wrappers = ["message", "response"]
    private static let inputNames = ["input_tokens", "prompt_tokens", "promptTokenCount"]
    private static let outputNames = [
        "output_tokens", "completion_tokens", "candidatesTokenCount",
    ]

    /// Nothing is known.
    package init() {}

    /// Reads a document or an event's data; what is no such thing changes nothing.
    package mutating func add(_ text: [UInt8]) {
        guard let value = try? JSONValue.parse(text) else { return }
        add(value)
        for wrapper in Self.wrappers {
            if let inner = value[wrapper] { add(inner) }
        }
        // Google's SDK may ask for a document that is a list of parts.
        for part in value.array ?? [] { add(part) }
    }

    private mutating func add(_ value: JSONValue) {
        guard let usage = value["usage"] ?? value["usageMetadata"] else { return }
        input = Self.count(usage, Self.inputNames) ?? input
        output = Self.count(usage, Self.outputNames) ?? output
    }

    private static func count(_ usage: JSONValue, _ names: [String]) -> Int? {
        for name in names {
            if let count = usage[name]?.integer, count >= 0 { return Int(count) }
        }
        return nil
    }
}
