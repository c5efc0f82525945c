import Leasing
import Providers
import Testing

@Suite struct CopilotDialectTests {
    private func throttled(_ code: String, _ headers: [String: String] = ["retry-after": "3600"])
        -> Finding
    {
        finding("github-copilot", 429, #"{"error":{"code":"\#(code)"}}"#, headers, model: "m")
    }

    @Test(arguments: [
        ("user_global_rate_limited:pro", Finding.Category.rateLimited, Finding.Scope.account),
        ("user_global_rate_limited", .rateLimited, .account),
        ("agent_mode_limit_exceeded", .rateLimited, .account),
        ("user_model_rate_limited:x", .rateLimited, .models(ModelPattern("m"))),
        ("user_weekly_rate_limited", .quotaExhausted, .account),
        ("user_monthly_rate_limited", .quotaExhausted, .account),
        ("upstream_provider_rate_limit", .overloaded, .models(ModelPattern("m"))),
        ("model_overloaded", .overloaded, .models(ModelPattern("m"))),
        ("integration_rate_limited", .rateLimited, .none),
        ("extension_blocked", .clientError, .none),
        ("something_else", .rateLimited, .models(ModelPattern("m"))),
    ])
    func `the code's beginning decides`(
        code: String, category: Finding.Category, scope: Finding.Scope
    ) {
        let found = throttled(code)
        #expect(found.category == category)
        #expect(found.scope == scope)
    }

    @Test func `what every account would meet is not tried again`() {
        for code in [
            "upstream_provider_rate_limit", "model_overloaded", "integration_rate_limited",
        ] {
            #expect(throttled(code).retry == .none)
            #expect(throttled(code).block == .none)
        }
        #expect(finding("github-copilot", 503).category == .overloaded)
    }

    @Test func `without a code the limit's key tells whose it is`() {
        let headers = ["retry-after": "60", "x-ratelimit-exceeded": "global-user-tps-2025-11-01"]
        #expect(finding("github-copilot", 429, "", headers).scope == .account)
        #expect(finding("github-copilot", 429, "", ["retry-after": "60"]).scope != .account)
    }

    @Test func `a used-up quota waits as told, else for a person`() {
        let date = ["retry-after": "Tue, 01 Sep 2026 00:00:00 GMT"]
        #expect(finding("github-copilot", 402, "", date).block == ends(in: 2_678_400, .retryAfter))
        #expect(finding("github-copilot", 402, "").block == .indefinite)
    }

    @Test func `a refused token is fetched anew, unless a person must agree`() {
        #expect(finding("github-copilot", 401).needsRefresh)
        #expect(finding("github-copilot", 403, "forbidden").needsRefresh)
        let agreement = #"{"authorize_url":"https://github.com/x"}"#
        #expect(finding("github-copilot", 401, agreement).category == .clientError)
        let suspended = #"{"message":"Sorry. Your account was suspended."}"#
        #expect(finding("github-copilot", 403, suspended).category == .accountSuspended)
    }

    @Test func `the exchange has GitHub's own limits`() {
        func exchange(_ status: Int, _ headers: [String: String] = [:]) -> Finding {
            finding("github-copilot", status, "{}", headers, phase: .refresh)
        }
        let limited = exchange(
            403, ["x-ratelimit-remaining": "0", "x-ratelimit-reset": "1785542500"])
        #expect(limited.category == .rateLimited)
        #expect(limited.block == ends(in: 100, .resetAt))
        #expect(exchange(429, ["retry-after": "60"]).block == ends(in: 60, .retryAfter))
        #expect(exchange(401).category == .authRevoked)
        #expect(exchange(403).category == .authRevoked)
        #expect(exchange(502).category == .transient)
    }

    @Test func `a stream's codes are compared by their beginning too`() {
        let body =
            "data: {\"error\":{\"code\":\"user_global_rate_limited:x\",\"message\":\"m\"}}\n\n"
        #expect(finding("github-copilot", 200, body).category == .rateLimited)
    }
}
