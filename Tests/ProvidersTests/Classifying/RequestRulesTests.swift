import Leasing
import Providers
import Testing

@Suite struct RequestRulesTests {
    @Test(arguments: [
        "cyber_policy", "context_length_exceeded", "message_too_big", "string_above_max_length",
        "invalid_prompt", "invalid_value", "unsupported_value", "invalid_request_error",
        "previous_response_not_found",
    ])
    func `a fault of the request is one behind any server error`(code: String) {
        for status in [400, 409, 413, 422, 500, 502, 503] {
            let found = finding("codex", status, #"{"error":{"code":"\#(code)"}}"#)
            #expect(found.category == .clientError, "\(status)")
            #expect(found.block == .none)
        }
    }

    @Test func `the statuses of the account outrank the request's codes`() {
        let body = #"{"error":{"code":"invalid_request_error","type":"invalid_request_error"}}"#
        #expect(finding("openai", 401, body).category == .authRevoked)
        #expect(finding("openai", 402, body).category == .quotaExhausted)
        #expect(finding("openai", 429, body).category == .rateLimited)
    }

    @Test(arguments: [
        "No tool output found for function call call_1.",
        "no tool output found for function call x",
    ])
    func `lost history is for the same account to mend`(sentence: String) {
        let body = #"{"error":{"message":"\#(sentence)","type":"invalid_request_error"}}"#
        #expect(finding("codex", 400, body).retry == .same)
    }

    @Test(arguments: [
        #"{"error":{"code":"model_not_found"}}"#, #"{"error":{"code":"model_not_supported"}}"#,
        #"{"detail":"The 'x' model is not supported when using Codex"}"#,
        #"{"error":{"message":"Model not supported"}}"#,
        #"{"error":{"message":"The model `x` does not exist or you do not have access to it."}}"#,
    ])
    func `a model that is plainly refused is left alone for half a day`(body: String) {
        let found = finding("codex", 400, body, model: "x")
        #expect(found.category == .modelUnsupported)
        #expect(found.block == ends(in: 43_200, .default))
        #expect(found.pattern == "x")
    }

    @Test(arguments: ["Model x is not supported on this plan", "Model x not_available"])
    func `vaguer words send it elsewhere without a mark`(sentence: String) {
        let found = finding("codex", 400, #"{"detail":"\#(sentence)"}"#)
        #expect(found.category == .modelUnsupported)
        #expect(found.block == .none)
        #expect(found.retry == .other)
    }

    @Test func `words without a model are the request's`() {
        #expect(
            finding("codex", 400, #"{"detail":"Feature not supported"}"#).category == .clientError)
        let server = #"{"detail":"Model not supported"}"#
        #expect(finding("codex", 500, server).category == .transient)
        #expect(finding("codex", 429, server).category == .rateLimited)
    }

    @Test func `a 404 may be about an item rather than the model`() {
        let item =
            "Item with id 'rs_1' not found. Items are not persisted when `store` is set to false."
        #expect(finding("openai", 404, item).category == .clientError)
        let thread =
            #"{"error":{"type":"not_found_error","details":{"error_code":"thread_not_found"}}}"#
        #expect(finding("claude", 404, thread).category == .clientError)
        let model = #"{"error":{"type":"not_found_error","message":"model: x"}}"#
        #expect(finding("claude", 404, model).category == .modelUnsupported)
    }
}
