import Leasing
import Providers
import Testing

@Suite struct CodexDialectTests {
    @Test(arguments: [400, 403, 429, 500, 503])
    func `the plan's limit is one with any status`(status: Int) {
        for body in [
            #"{"error":{"type":"usage_limit_reached","resets_in_seconds":120}}"#,
            #"{"type":"usage_limit_reached","resets_in_seconds":120}"#,
            #"{"response":{"error":{"code":"usage_limit_reached","resets_in_seconds":120}}}"#,
        ] {
            let found = finding("codex", status, body)
            #expect(found.category == .quotaExhausted, "\(status) \(body)")
            #expect(found.block == ends(in: 120, .resetAfter))
            #expect(found.scope == .account)
        }
    }

    @Test func `without a hint a minute is the default, not a ladder`() {
        #expect(finding("codex", 429, "rate limited").block == ends(in: 60, .default))
        #expect(finding("codex", 429, "{}").scope == .account)
        let body = #"{"error":{"type":"usage_limit_reached"}}"#
        #expect(finding("codex", 429, body).block == ends(in: 60, .default))
    }

    @Test func `the sentence's own words count last`() {
        let body =
            #"{"error":{"message":"The usage limit has been reached. Try again in 2 hours."}}"#
        let found = finding("codex", 429, body)
        #expect(found.category == .quotaExhausted)
        #expect(found.block == ends(in: 7200, .message))
    }

    @Test func `a plan without Codex waits for a person`() {
        let found = finding("codex", 429, #"{"error":{"type":"usage_not_included"}}"#)
        #expect(found.category == .quotaExhausted)
        #expect(found.block == .indefinite)
    }

    @Test func `a model without room is not the account's fault`() {
        let body =
            #"{"error":{"message":"Selected model is at capacity. Please try a different model."}}"#
        let found = finding("codex", 400, body, model: "m")
        #expect(found.category == .overloaded)
        #expect(found.pattern == "m")
    }

    @Test func `a full connection is opened anew`() {
        let body = #"{"type":"error","error":{"code":"websocket_connection_limit_reached"}}"#
        for status in [200, 400, 429] {
            let found = finding("codex", status, body)
            #expect(found.retry == .same)
            #expect(found.block == .none)
        }
    }

    @Test func `an empty 404 is Cloudflare's, a full one the request's`() {
        #expect(finding("codex", 404, " \n").category == .cloudflarePathBlock)
        #expect(finding("codex", 404, #"{"error":{"message":"x"}}"#).category == .clientError)
        let model = #"{"error":{"code":"model_not_found","message":"x"}}"#
        #expect(finding("codex", 404, model).category == .modelUnsupported)
    }

    @Test func `ramping too fast is overload`() {
        let body = #"{"error":{"code":"slow_down","type":"rate_limit_error"}}"#
        #expect(finding("codex", 429, body).category == .overloaded)
        #expect(finding("codex", 503, body).category == .overloaded)
    }
}
