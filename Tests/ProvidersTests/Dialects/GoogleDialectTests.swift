import Leasing
import Providers
import Testing

@Suite struct GoogleDialectTests {
    private func throttled(
        _ reason: String, delay: String? = nil, quota: String? = nil, message: String = "m"
    ) -> Finding {
        var details = [#"{"reason":"\#(reason)","domain":"cloudcode-pa.googleapis.com"}"#]
        if let quota { details.append(#"{"violations":[{"quotaId":"\#(quota)"}]}"#) }
        if let delay { details.append(#"{"retryDelay":"\#(delay)"}"#) }
        let list = details.joined(separator: ",")
        let body =
            #"{"error":{"status":"RESOURCE_EXHAUSTED","message":"\#(message)","#
            + #""details":[\#(list)]}}"#
        return finding("gemini", 429, body, model: "m")
    }

    @Test(arguments: 1...400)
    func `the delay decides between the same account, another, and a quota`(seconds: Int) {
        let found = throttled("RATE_LIMIT_EXCEEDED", delay: "\(seconds)s")
        #expect(found.category == (seconds >= 300 ? .quotaExhausted : .rateLimited))
        #expect(found.retry == (seconds < 3 ? .same : .other))
        #expect(found.block == ends(in: Int64(seconds), .resetAfter))
        #expect(found.pattern == "m")
    }

    @Test func `a sentence about capacity decides nothing`() {
        let found = throttled(
            "RATE_LIMIT_EXCEEDED", delay: "0.5s",
            message:
                "You have exhausted your capacity on this model. Your quota will reset after 0s.")
        #expect(found.category == .rateLimited)
        #expect(found.retry == .same)
    }

    @Test func `an exhausted quota without a delay climbs the ladder`() {
        #expect(throttled("QUOTA_EXHAUSTED").block == .ladder(.quota))
        #expect(
            throttled("QUOTA_EXHAUSTED", delay: "68940s").block == ends(in: 68_940, .resetAfter))
        #expect(throttled("QUOTA_EXCEEDED").category == .rateLimited)
    }

    @Test func `a day's quota outlasts the delay beside it, a minute's does not`() {
        let day = throttled("x", delay: "10s", quota: "RequestsPerDay-limit")
        #expect(day.category == .quotaExhausted)
        #expect(day.block == .ladder(.quota))
        let minute = throttled("x", quota: "GenerateRequestsPerMinutePerProject")
        #expect(minute.block == ends(in: 60, .default))
        #expect(minute.window == "minute")
    }

    @Test(arguments: [
        ("limit: 0", true), ("limit: 0. Please retry in 59s.", true), ("limit: 0, model: x", true),
        ("limit: 0.5", false), ("limit: 0.5. limit: 0", true), ("limit: 05", false),
        ("limit: 2", false),
    ])
    func `a limit of zero is a model that the tier lacks`(message: String, isZero: Bool) {
        let found = throttled("x", delay: "59s", message: message)
        #expect((found.block == .indefinite) == isZero)
    }

    @Test(arguments: ["MODEL_CAPACITY_EXHAUSTED", "MODEL_CAPACITY_EXCEEDED"])
    func `a model without room is nobody's quota`(reason: String) {
        #expect(throttled(reason).category == .overloaded)
        #expect(throttled(reason).block == ends(in: 45, .default))
        #expect(throttled(reason, delay: "9s").seconds == 9)
        let body = #"{"error":{"code":503,"message":"No capacity available for model x"}}"#
        #expect(finding("gemini", 503, body).category == .overloaded)
    }

    @Test func `credits are the account's`() {
        let found = throttled("INSUFFICIENT_G1_CREDITS_BALANCE", delay: "5s")
        #expect(found.scope == .account)
        #expect(found.block == .indefinite)
    }

    @Test func `Antigravity's Claude models share their quota`() {
        let body = #"{"error":{"message":"too many requests"}}"#
        let claude = finding("antigravity", 429, body, model: "claude-opus-4-6-thinking")
        #expect(claude.pattern == "claude*")
        #expect(finding("antigravity", 429, body, model: "gemini-3-pro").pattern == "gemini-3-pro")
        #expect(finding("gemini", 429, body, model: "claude-x").pattern == "claude-x")
    }

    @Test func `a key that is not valid comes as a 400`() {
        let body =
            #"{"error":{"code":400,"message":"API key not valid. Please pass a valid API key."}}"#
        #expect(finding("gemini", 400, body, credential: .apiKey).category == .authRevoked)
        let place =
            #"{"error":{"code":400,"message":"User location is not supported for the API use."}}"#
        #expect(finding("gemini", 400, place).category == .networkBlocked)
        #expect(finding("gemini", 400, #"{"error":{"code":400}}"#).category == .clientError)
    }

    @Test func `only a refused grant ends a login`() {
        func refresh(_ status: Int, _ body: String) -> Finding.Category {
            finding("gemini", status, body, phase: .refresh).category
        }
        #expect(refresh(400, #"{"error":"invalid_grant"}"#) == .authRevoked)
        #expect(refresh(401, #"{"error":"invalid_client"}"#) == .transient)
        #expect(refresh(400, #"{"error":{"code":400,"status":"INVALID_ARGUMENT"}}"#) == .transient)
    }
}
