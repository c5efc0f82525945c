import Leasing
import Providers
import Testing

@Suite struct AnthropicBucketsTests {
    private func headers(_ buckets: [String: (remaining: String, reset: String)]) -> [String:
        String]
    {
        var headers: [String: String] = [:]
        for (name, bucket) in buckets {
            headers["anthropic-ratelimit-\(name)-limit"] = "100"
            headers["anthropic-ratelimit-\(name)-remaining"] = bucket.remaining
            headers["anthropic-ratelimit-\(name)-reset"] = bucket.reset
        }
        return headers
    }

    private func throttled(_ headers: [String: String]) -> Finding {
        finding("claude", 429, "{}", headers, credential: .apiKey)
    }

    @Test func `the empty bucket that fills last names the window and the wait`() {
        let found = throttled(
            headers([
                "requests": ("0", "2026-08-01T00:00:10Z"),
                "input-tokens": ("0", "2026-08-01T00:00:45Z"),
                "output-tokens": ("5", "2026-08-01T00:05:00Z"),
            ]))
        #expect(found.window == "input-tokens")
        #expect(found.block == ends(in: 45, .resetAt))
        #expect(found.category == .rateLimited)
    }

    @Test func `Retry-After goes before the bucket's reset`() {
        var fields = headers(["tokens": ("0", "2026-08-01T00:00:45Z")])
        fields["retry-after"] = "30"
        #expect(throttled(fields).block == ends(in: 30, .retryAfter))
        #expect(throttled(fields).window == "tokens")
    }

    @Test func `without an empty bucket the ladder counts`() {
        let found = throttled(headers(["tokens": ("1", "2026-08-01T00:00:45Z")]))
        #expect(found.block == .ladder(.throttle))
        #expect(found.window == nil)
    }

    @Test func `buckets are windows that block nothing`() {
        let found = finding(
            "claude", 200, "",
            headers(["tokens": ("25", "2026-08-01T00:00:45Z"), "requests": ("x", "")]),
            credential: .apiKey)
        #expect(found.readings.map(\.usedPercent) == [75])
        #expect(found.readings.allSatisfy { !$0.isLimitReached })
    }
}
