import Leasing
import Providers
import Testing

@Suite struct CodexLimitsTests {
    private static let limit = #"{"error":{"type":"usage_limit_reached"}}"#

    private func window(_ stem: String, _ used: String, _ minutes: String, _ reset: String)
        -> [String: String]
    {
        [
            "x-codex-\(stem)-used-percent": used, "x-codex-\(stem)-window-minutes": minutes,
            "x-codex-\(stem)-reset-at": reset,
        ]
    }

    @Test func `the active limit's family of fields counts, and no other`() {
        let headers = window("other-primary", "100", "60", "1785543300")
            .merging(window("primary", "100", "300", "1785560400")) { $1 }
            .merging(["x-codex-active-limit": "codex-other"]) { $1 }
        let found = finding("codex", 429, Self.limit, headers, model: "m")
        #expect(found.window == "codex_other")
        #expect(found.pattern == "m")
        #expect(found.block == ends(in: 900, .resetAt))
    }

    @Test func `the plan's own limit by name is the plan's`() {
        let found = finding("codex", 429, Self.limit, ["x-codex-active-limit": "codex"])
        #expect(found.scope == .account)
        #expect(found.window == "primary")
    }

    @Test(arguments: ["gpt-5.3-codex-spark", "GPT-Spark", "codex-bengalfox"])
    func `a model with a limit of its own leaves the account alone`(model: String) {
        let found = finding("codex", 429, #"{"error":{"resets_in_seconds":45}}"#, model: model)
        #expect(found.window == "codex_bengalfox")
        #expect(found.pattern == "*spark*")
        #expect(found.category == .rateLimited)
    }

    @Test func `a full window rejects even without the body's word`() {
        let found = finding("codex", 429, "{}", window("secondary", "100", "10080", "1785642400"))
        #expect(found.category == .quotaExhausted)
        #expect(found.window == "secondary")
        #expect(found.block == ends(in: 100_000, .resetAt))
    }

    @Test func `a workspace's limit has no window, an unknown kind means nothing`() {
        func kind(_ value: String) -> [String: String] {
            ["x-codex-rate-limit-reached-type": value]
        }
        let member = finding("codex", 429, "{}", kind("workspace_member_usage_limit_reached"))
        #expect(member.category == .quotaExhausted)
        #expect(member.window == nil)
        #expect(finding("codex", 429, "{}", kind("something_new")).category == .rateLimited)
        #expect(finding("codex", 429, Self.limit, kind("something_new")).window == "primary")
    }

    @Test func `of two full windows the one that opens last counts`() {
        let headers = window("primary", "100", "300", "1785560400")
            .merging(window("secondary", "100", "10080", "1785642400")) { $1 }
        let found = finding("codex", 200, "", headers)
        #expect(found.window == "secondary")
        #expect(found.retry == .none)
    }

    @Test func `a review's window blocks no account`() {
        let headers = window("code-review-primary", "100", "10080", "1785642400")
        let found = finding("codex", 200, "", headers)
        #expect(found.category == .ok)
        #expect(found.readings.map(\.name) == ["code_review"])
    }
}
