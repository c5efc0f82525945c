import Leasing
import Providers
import Testing

@Suite struct AnthropicDialectTests {
    private static let unified = "anthropic-ratelimit-unified-"

    private func throttled(
        _ headers: [String: String], _ message: String = "m", model: String = "claude-sonnet-4-6"
    ) -> Finding {
        let body = #"{"error":{"type":"rate_limit_error","message":"\#(message)"}}"#
        let prefixed = headers.map { name, value in
            (name.hasPrefix("retry") ? name : Self.unified + name, value)
        }
        return finding(
            "claude", 429, body, Dictionary(uniqueKeysWithValues: prefixed), model: model)
    }

    @Test func `a rejected window refuses the account until it opens`() {
        let found = throttled(["7d-status": "rejected", "7d-reset": "1786147200"])
        #expect(found.category == .quotaExhausted)
        #expect(found.scope == .account)
        #expect(found.window == "7d")
        #expect(found.block == ends(in: 604_800, .resetAt))
    }

    @Test func `the later of the wait and the reset counts`() {
        let reset = ["5h-status": "rejected", "5h-reset": "1785543000"]
        let later = throttled(reset.merging(["retry-after": "900"]) { $1 })
        #expect(later.block == ends(in: 900, .retryAfter))
        let earlier = throttled(reset.merging(["retry-after": "60"]) { $1 })
        #expect(earlier.block == ends(in: 600, .resetAt))
    }

    @Test func `only the Fable share concerns only the Fable models, and waits as told`() {
        let headers = [
            "status": "rejected", "5h-status": "allowed", "7d-status": "allowed_warning",
            "7d_oi-status": "rejected", "7d_oi-reset": "1786147200", "reset": "1786147200",
        ]
        let found = throttled(headers, model: "claude-fable-5")
        #expect(found.pattern == "*fable*")
        #expect(found.block == .ladder(.throttle))
        let told = throttled(
            headers.merging(["retry-after": "120"]) { $1 }, model: "claude-fable-5")
        #expect(told.block == ends(in: 120, .retryAfter))
        #expect(throttled(headers).pattern == "claude-sonnet-4-6")
    }

    @Test(arguments: [
        "Usage credits are required for fast mode.", "Fast request rejected",
        "Extra usage is required for long context requests.",
    ])
    func `a request that the plan does not include is no limit, unless a header rejects`(
        message: String
    ) {
        #expect(throttled(["retry-after": "60"], message).category == .clientError)
        #expect(throttled(["status": "rejected"], message).category == .quotaExhausted)
    }

    @Test func `a reset alone blocks the family`() {
        let found = throttled(["reset": "1785560400"])
        #expect(found.category == .quotaExhausted)
        #expect(found.pattern == "*sonnet*")
        #expect(throttled(["reset": "1785560400"], model: "other").pattern == "other")
        let allowed = throttled([
            "reset": "1785560400", "5h-status": "allowed", "7d-status": "allowed_warning",
        ])
        #expect(allowed.category == .rateLimited)
    }

    @Test(arguments: [400, 401, 403])
    func `a disabled organisation is suspended with any refusal`(status: Int) {
        let body = #"{"error":{"type":"x","message":"This organization has been disabled."}}"#
        #expect(finding("claude", status, body).category == .accountSuspended)
    }

    @Test func `a spend limit's day counts, and without one the month`() {
        let sentence = "You have reached your specified workspace API usage limits."
        let body = #"{"error":{"type":"invalid_request_error","message":"\#(sentence)"}}"#
        let found = finding("claude", 400, body, credential: .apiKey)
        #expect(found.category == .quotaExhausted)
        #expect(found.block == ends(in: 2_678_400, .calendarMonth))
    }

    @Test func `a dead key and a refused login differ`() {
        let key = #"{"error":{"type":"authentication_error","message":"invalid x-api-key"}}"#
        #expect(finding("claude", 401, key, credential: .apiKey).category == .authRevoked)
        let token =
            #"{"error":{"type":"permission_error","message":"OAuth token has been revoked."}}"#
        #expect(finding("claude", 403, token).category == .authExpired)
        let other = #"{"error":{"type":"permission_error","message":"not yours"}}"#
        #expect(finding("claude", 403, other).category == .permissionDenied)
    }

    @Test func `what only Claude Code may send is for the caller to mend`() {
        let sentence = "This credential is only authorized for use with Claude Code."
        let body = #"{"error":{"type":"invalid_request_error","message":"\#(sentence)"}}"#
        #expect(finding("claude", 400, body).retry == .same)
    }

    @Test func `a success names the window that is nearly full`() {
        let found = finding("claude", 200, "", [Self.unified + "7d-status": "allowed_warning"])
        #expect(found.category == .ok)
        #expect(found.window == "7d")
        let claim = ["status": "allowed_warning", "representative-claim": "five_hour"]
        let prefixed = claim.map { (Self.unified + $0.key, $0.value) }
        let whole = finding("claude", 200, "", Dictionary(uniqueKeysWithValues: prefixed))
        #expect(whole.window == "5h")
    }

    @Test func `a renewal waits between five seconds and five minutes`() {
        func refresh(_ wait: String?) -> Finding {
            finding("claude", 429, "", wait.map { ["retry-after": $0] } ?? [:], phase: .refresh)
        }
        #expect(refresh("1").seconds == 5)
        #expect(refresh("60").block == ends(in: 60, .retryAfter))
        #expect(refresh("86400").seconds == 300)
        #expect(refresh(nil).block == ends(in: 5, .default))
    }
}
