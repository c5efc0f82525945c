import Leasing
import Providers
import Testing

@Suite struct OpenAIDialectTests {
    private func throttled(
        _ code: String, _ message: String = "m", _ headers: [String: String] = [:]
    ) -> Finding {
        let body =
            #"{"error":{"message":"\#(message)","type":"insufficient_quota","code":"\#(code)"}}"#
        return finding(
            "openai", 429, code == "x" ? body.replacing("insufficient_quota", with: "t") : body,
            headers, model: "m")
    }

    @Test(arguments: [
        ("insufficient_quota", String?.none), ("credit_balance_exhausted", nil),
        ("organization_spend_limit_exceeded", "monthly"),
        ("organization_usage_limit_exceeded", "monthly"),
        ("project_spend_limit_exceeded", "monthly"),
        ("a_new_code", nil),
    ])
    func `billing waits for a person, and the code names the window`(code: String, window: String?)
    {
        let found = throttled(code, "Try again in 5s.")
        #expect(found.category == .quotaExhausted)
        #expect(found.block == .indefinite)
        #expect(found.scope == .account)
        #expect(found.window == window)
    }

    @Test func `a throttle is the model's, and waits as told`() {
        let sentence =
            "Rate limit reached on tokens per min (TPM): Limit 3. Please try again in 11.054s."
        let found = throttled("x", sentence)
        #expect(found.category == .rateLimited)
        #expect(found.pattern == "m")
        #expect(found.window == "tokens")
        #expect(found.seconds == 11.054)
        #expect(throttled("x", sentence, ["retry-after": "12"]).block == ends(in: 12, .retryAfter))
        #expect(throttled("x", "on requests per day (RPD)").window == "requests")
    }

    @Test func `when a bucket is full again is no time to wait for`() {
        let headers = [
            "x-ratelimit-remaining-tokens": "0", "x-ratelimit-limit-tokens": "9",
            "x-ratelimit-reset-tokens": "6m0s",
        ]
        #expect(throttled("x", "m", headers).block == .ladder(.throttle))
        #expect(throttled("x", "m", headers).window == "tokens")
    }

    @Test func `ramping too fast and a busy engine are overload`() {
        let body = #"{"error":{"code":"slow_down","type":"rate_limit_error"}}"#
        #expect(finding("openai", 429, body).category == .overloaded)
        let busy = #"{"error":{"message":"The engine is currently overloaded"}}"#
        #expect(finding("openai", 503, busy).category == .overloaded)
        #expect(finding("openai", 500, busy).category == .transient)
    }
}
