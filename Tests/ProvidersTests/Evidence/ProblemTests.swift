import Leasing
import Providers
import Testing

/// Where the fields of an error are found, and where they are not sought.
@Suite struct ProblemTests {
    private static let code = #"{"code":"context_length_exceeded","message":"m"}"#

    @Test(arguments: [
        "{\"error\":\(code)}", "{\"response\":{\"error\":\(code)}}",
        "{\"body\":{\"error\":\(code)}}",
        "{\"detail\":\(code)}", "{\"error\":{\"error\":\(code)}}", "[{\"error\":\(code)}]", code,
        "  \n{\"error\":\(code)}", "{\"error\":\(code),\"x\":[1,2", "{\"detail\":[\(code)]}",
    ])
    func `an error is found wherever upstreams put it`(body: String) {
        #expect(finding("codex", 500, body).rule == "request.fault", "\(body)")
    }

    @Test(arguments: [
        "{\"metadata\":{\"error\":\(code)}}", "{\"prompt\":\"context_length_exceeded\"}",
        "{\"messages\":[{\"error\":\(code)}]}", "{\"error\":{\"metadata\":\(code)}}",
        "{\"error\":{\"message\":\"context_length_exceeded\"}}", "context_length_exceeded",
    ])
    func `an echo is no error`(body: String) {
        #expect(finding("codex", 500, body).category == .transient, "\(body)")
    }

    @Test func `an error may be text inside another's message, with bare line breaks`() {
        let inner = #"{\"error\":{\"code\":429,\"message\":\"Slow.\nPlease retry in 44s.\"}}"#
        let body = #"{"error":{"code":429,"message":"\#(inner)","status":"Too Many Requests"}}"#
        #expect(finding("gemini", 429, body).seconds == 44)
    }

    @Test func `a header may hold the code in base 64`() {
        let header = ["x-error-json": "eyJlcnJvciI6eyJjb2RlIjoiYWNjb3VudF9kZWFjdGl2YXRlZCJ9fQ=="]
        #expect(finding("codex", 401, "{}", header).category == .accountSuspended)
        #expect(finding("codex", 401, "{}", ["x-error-json": "%%%"]).category == .authExpired)
    }

    @Test func `a long plain text is a page, not a sentence`() {
        let sentence = "Your account has been deactivated. "
        #expect(finding("codex", 401, sentence).category == .accountSuspended)
        let page = String(repeating: sentence, count: 100)
        #expect(finding("codex", 401, page).category == .authExpired)
    }
}
