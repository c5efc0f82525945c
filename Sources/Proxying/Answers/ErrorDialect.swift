import JSON

/// How a provider's SDK expects errors to be spelt.
package enum ErrorDialect: String, CaseIterable, Sendable {
    case anthropic
    case openai
    case gemini

    /// The dialect of a provider's SDK; that of OpenAI is what most others speak.
    package init(provider: String) {
        switch provider.lowercased() {
        case "claude", "anthropic": self = .anthropic
        case "gemini", "google", "antigravity", "vertex": self = .gemini
        case _: self = .openai
        }
    }

    /// The body of an error.
    package func body(of error: ErrorAnswer) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("error")
        writer.beginObject()
        switch self {
        case .anthropic:
            writer.member("message", error.message)
            writer.member("type", Self.anthropicType(error.status))
        case .openai:
            writer.member("code", error.kind.rawValue)
            writer.member("message", error.message)
            writer.name("param")
            writer.null()
            writer.member("type", Self.openaiType(error.status))
        case .gemini:
            writer.name("code")
            writer.integer(error.status)
            writer.member("message", error.message)
            writer.member("status", Self.googleStatus(error.status))
        }
        writer.endObject()
        if self == .anthropic { writer.member("type", "error") }
        writer.endObject()
        return writer.take()
    }

    /// https://docs.anthropic.com/en/api/errors
    private static func anthropicType(_ status: Int) -> String {
        switch status {
        case 401: "authentication_error"
        case 403: "permission_error"
        case 404: "not_found_error"
        case 413: "request_too_large"
        case 429: "rate_limit_error"
        case 504: "timeout_error"
        case 503, 529: "overloaded_error"
        case 500...: "api_error"
        case _: "invalid_request_error"
        }
    }

    /// https://platform.openai.com/docs/guides/error-codes
    private static func openaiType(_ status: Int) -> String {
        switch status {
        case 401: "authentication_error"
        case 403: "permission_error"
        case 429: "rate_limit_error"
        case 500...: "server_error"
        case _: "invalid_request_error"
        }
    }

    /// https://cloud.google.com/apis/design/errors
    private static func googleStatus(_ status: Int) -> String {
        switch status {
        case 401: "UNAUTHENTICATED"
        case 403: "PERMISSION_DENIED"
        case 404: "NOT_FOUND"
        case 429: "RESOURCE_EXHAUSTED"
        case 501: "UNIMPLEMENTED"
        case 502, 503: "UNAVAILABLE"
        case 504: "DEADLINE_EXCEEDED"
        case 500...: "INTERNAL"
        case _: "INVALID_ARGUMENT"
        }
    }
}

extension JSONWriter {
    mutating func member(_ name: String, _ value: String) {
        self.name(name)
        string(value)
    }
}
