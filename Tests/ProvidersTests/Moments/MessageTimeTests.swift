import Leasing
import Providers
import Testing

/// Waits in sentences, as a 429 of an API key has them.
@Suite struct MessageTimeTests {
    private func wait(_ sentence: String) -> Double? {
        finding("openai", 429, #"{"error":{"message":"\#(sentence)","code":"x"}}"#).seconds
    }

    @Test(arguments: [
        ("Please try again in 11.054s. Visit the docs.", 11.054),
        ("Please retry in 900.2ms.", 0.9002),
        ("Please retry after 35 seconds.", 35), ("Resets in 9h22m20s.", 33_740),
        ("Your quota will reset after 1h43m56s.", 6236), ("TRY AGAIN IN 2 Minutes!", 120),
        ("Try again in 3 hours 42 minutes.", 13_320),
        ("try again in 1 day, 2 hours and 3 minutes", 93_780),
        ("retry in soon, or try again in 5s", 5),
    ])
    func `a wait is read behind the words that lead up to it`(sentence: String, seconds: Double) {
        #expect(wait(sentence) == seconds)
    }

    @Test(arguments: [
        "Limit 30000, Used 22999.", "try again in a while", "try again in 0s", "in 5 seconds",
        "try again in 5 models", "resets in 9999999 days", "try again later", "retry in -5s",
    ])
    func `other numbers are no wait`(sentence: String) {
        #expect(wait(sentence) == nil)
    }

    @Test func `a plain text has no wait, for it has no fields`() {
        #expect(finding("openai", 429, "try again in 5s").block == .ladder(.throttle))
    }

    @Test(arguments: [
        ("2026-09-01 at 00:00 UTC", 2_678_400.0), ("2026-08-02 at 06:30 UTC", 109_800),
        ("2026-08-02.", 86_400),
    ])
    func `a day is read behind the words that lead up to it`(date: String, seconds: Double) {
        let sentence =
            "You have reached your specified API usage limits. You will regain access on \(date)"
        let body = #"{"error":{"type":"invalid_request_error","message":"\#(sentence)"}}"#
        let found = finding("claude", 400, body, credential: .apiKey)
        #expect(found.seconds == seconds)
        #expect(found.category == .quotaExhausted)
    }
}
