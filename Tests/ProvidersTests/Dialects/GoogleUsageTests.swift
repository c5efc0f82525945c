import Leasing
import Providers
import Testing

@Suite struct GoogleUsageTests {
    private static let document = #"""
        {"models":{
         "claude-opus-4-6-thinking":{"quotaInfo":
          {"remainingFraction":0.5,"resetTime":"2026-08-01T03:00:00Z"}},
         "claude-sonnet-4-6":{"quotaInfo":{"resetTime":"2026-08-01T02:00:00Z"}},
         "gemini-3-pro":{"quotaInfo":{"remainingFraction":0.75,"resetTime":"2026-08-01T05:00:00Z"}},
         "chat":{"displayName":"x"},"odd":{"quotaInfo":{"remainingFraction":7}}}}
        """#

    @Test func `the Claude models count as one: the least of them, and what opens first`() {
        let windows = readings("antigravity", Self.document)
        #expect(windows.map { $0.models?.text } == ["claude*", "gemini-3-pro"])
        #expect(windows.map(\.usedPercent) == [100, 25])
        #expect(windows.map(\.resetsAt) == [august + .hours(2), august + .hours(5)])
        #expect(windows.map(\.isLimitReached) == [true, false])
    }

    @Test func `elsewhere every model has its own`() {
        let windows = readings("gemini", Self.document)
        #expect(windows.count == 3)
    }

    @Test func `buckets are the same in another form`() {
        let windows = readings(
            "gemini",
            #"""
            {"buckets":[{"modelId":"gemini-2.5-pro","remainingFraction":0.4,"tokenType":"REQUESTS"},
             {"modelId":"gemini-2.5-pro","remainingFraction":0.1,"tokenType":"TOKENS"},{"x":1}]}
            """#)
        #expect(windows.map(\.usedPercent) == [90])
        #expect(windows.map(\.name) == ["quota"])
    }

    @Test func `a quota that has opened since is empty`() {
        let windows = readings(
            "gemini",
            #"{"buckets":[{"modelId":"m","remainingFraction":0,"#
                + #""resetTime":"2026-07-31T00:00:00Z"}]}"#
        )
        #expect(windows.map(\.isLimitReached) == [false])
        #expect(windows.map(\.usedPercent) == [0])
    }
}
