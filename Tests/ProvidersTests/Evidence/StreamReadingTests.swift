import Leasing
import Providers
import Testing

/// What the first bytes of a stream tell.
@Suite struct StreamReadingTests {
    private func stream(_ events: String...) -> Finding {
        let body = events.map { "data: \($0)\n\n" }.joined()
        return finding("codex", 200, body, phase: .stream)
    }

    private func delta(_ text: String) -> String {
        #"{"type":"response.output_text.delta","delta":"\#(text)"}"#
    }

    private static let notice = "You've hit your usage limit. Try again later."

    @Test(arguments: [
        "[DONE]", #"{"type":"response.failed"}"#,
        #"{"type":"response.incomplete","response":{"status":"incomplete"}}"#,
    ])
    func `a notice counts when the stream then breaks off`(end: String) {
        let found = stream(delta(Self.notice), end)
        #expect(found.category == .quotaExhausted)
        #expect(found.rule == "codex.usage_notice")
    }

    @Test func `a notice does not count while the stream goes on, or when it completes`() {
        #expect(stream(delta(Self.notice)).category == .ok)
        let completed = #"{"type":"response.completed","response":{"id":"r"}}"#
        #expect(stream(delta(Self.notice), completed, "[DONE]").category == .ok)
    }

    @Test func `other output that breaks off is no notice`() {
        #expect(stream(delta("You've hit your "), delta("stride."), "[DONE]").category == .ok)
        #expect(stream(delta("Say: " + Self.notice), "[DONE]").category == .ok)
    }

    @Test func `only the fields of an error count, not what stands beside them`() {
        let echo = #"{"type":"error","context":{"prompt":"You've hit your usage limit"}}"#
        #expect(stream(echo).category == .ok)
        let created =
            #"{"type":"response.created","response":{"metadata":{"error":"deactivated"}}}"#
        #expect(stream(created).category == .ok)
    }

    @Test func `after output nobody can try again`() {
        let failed = #"{"type":"response.failed","response":{"error":{"code":"server_error"}}}"#
        #expect(stream(failed).retry == .other)
        #expect(stream(delta("Hello"), failed).retry == .none)
        #expect(stream(delta("Hello"), failed).category == .transient)
    }

    @Test(arguments: [
        #"{"choices":[{"delta":{"content":"Hello"}}]}"#, #"{"candidates":[{"content":{}}]}"#,
        #"{"choices":[{"delta":{"tool_calls":[]}}]}"#,
        #"{"type":"content_block_delta","delta":{"type":"text_delta","text":"Hello"}}"#,
        #"{"type":"response.output_item.added","item":{"type":"function_call"}}"#,
    ])
    func `every dialect's output is output`(event: String) {
        let failed = #"{"error":{"code":"server_error"}}"#
        #expect(stream(event, failed).retry == .none, "\(event)")
    }

    @Test func `a response without output is empty`() {
        let empty = #"{"type":"response.completed","response":{"output":[]}}"#
        #expect(stream(empty).category == .emptyResponse)
        #expect(stream(delta("Hello"), empty).category == .ok)
        let call = #"{"type":"response.output_item.done","item":{"type":"function_call"}}"#
        #expect(stream(call, empty).category == .ok)
        #expect(finding("codex", 200, #"{"status":"completed","output":[]}"#).category == .ok)
    }

    @Test func `a list of events is read element by element`() {
        let body = #"[{"candidates":[{}]},{"error":{"code":503,"status":"UNAVAILABLE"}}]"#
        #expect(finding("gemini", 200, body, phase: .stream).category == .transient)
    }
}
