import Leasing
import Providers
import Testing

@Suite struct StreamErrorsTests {
    private func category(_ code: String, _ provider: String = "codex") -> Finding.Category {
        let body = #"{"type":"error","error":{"code":"\#(code)","message":"m"}}"#
        return finding(provider, 200, body, phase: .stream).category
    }

    @Test(arguments: [
        ("usage_limit_reached", Finding.Category.quotaExhausted),
        ("rate_limit_exceeded", .rateLimited),
        ("rate_limit_reached", .rateLimited), ("quota_exhausted", .quotaExhausted),
        ("payment_required", .quotaExhausted), ("unauthorized", .authExpired),
        ("token_invalid", .authExpired), ("token_expired", .authExpired),
        ("account_deactivated", .accountSuspended), ("forbidden", .permissionDenied),
        ("account_banned", .accountSuspended), ("banned", .accountSuspended),
        ("previous_response_not_found", .clientError), ("server_is_overloaded", .overloaded),
        ("server_error", .transient), ("context_length_exceeded", .clientError),
        ("overloaded_error", .overloaded), ("api_error", .transient),
    ])
    func `a code in a stream means what its status would`(code: String, category: Finding.Category)
    {
        #expect(self.category(code) == category)
    }

    @Test(arguments: [
        "soft_rate_limit_warning", "model_not_supported_in_plan", "usage_limit_reache", "",
    ])
    func `a code that is not known is data`(code: String) {
        #expect(category(code) == .ok)
    }

    @Test func `a number is the status itself`() {
        let body =
            #"{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"Please retry in 7s"}}"#
        let found = finding("gemini", 200, body, phase: .stream)
        #expect(found.category == .rateLimited)
        #expect(found.seconds == 7)
        let other = #"{"error":{"code":7,"message":"m"}}"#
        #expect(finding("gemini", 200, other, phase: .stream).category == .ok)
    }
}
