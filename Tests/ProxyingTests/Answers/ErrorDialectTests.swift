import JSON
import Proxying
import Testing

struct ErrorDialectTests {
    private func text(_ dialect: ErrorDialect, _ status: Int) throws -> JSONValue {
        try JSONValue.parse(dialect.body(of: ErrorAnswer(.allBlocked, status: status, "why")))
    }

    @Test(arguments: [
        (400, "invalid_request_error"), (401, "authentication_error"), (404, "not_found_error"),
        (413, "request_too_large"), (429, "rate_limit_error"), (502, "api_error"),
        (503, "overloaded_error"), (504, "timeout_error"),
    ])
    func `Anthropic's SDK finds a type and a message`(status: Int, type: String) throws {
        let value = try text(.anthropic, status)
        #expect(value["type"]?.string == "error")
        #expect(value["error"]?["type"]?.string == type)
        #expect(value["error"]?["message"]?.string == "why")
    }

    @Test func `OpenAI's SDK finds a message, a type, a code and a parameter`() throws {
        let error = try text(.openai, 429)["error"]
        #expect(error?["message"]?.string == "why")
        #expect(error?["type"]?.string == "rate_limit_error")
        #expect(error?["code"]?.string == "all_accounts_blocked")
        #expect(error?["param"]?.isNull == true)
    }

    @Test func `Google's SDK finds the code and its name`() throws {
        let error = try text(.gemini, 429)["error"]
        #expect(error?["code"]?.integer == 429)
        #expect(error?["status"]?.string == "RESOURCE_EXHAUSTED")
        #expect(try text(.gemini, 504)["error"]?["status"]?.string == "DEADLINE_EXCEEDED")
    }

    @Test(arguments: [
        ("claude", ErrorDialect.anthropic), ("gemini", .gemini), ("antigravity", .gemini),
        ("codex", .openai), ("copilot", .openai),
    ])
    func `a provider has the dialect of its SDK`(provider: String, dialect: ErrorDialect) {
        #expect(ErrorDialect(provider: provider) == dialect)
    }
}
