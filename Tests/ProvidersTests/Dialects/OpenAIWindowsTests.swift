import Leasing
import Providers
import Testing

@Suite struct OpenAIWindowsTests {
    @Test func `buckets have shares and ends, and exhaust nothing`() {
        let found = finding(
            "openai", 200, "",
            [
                "x-ratelimit-limit-requests": "60", "x-ratelimit-remaining-requests": "15",
                "x-ratelimit-reset-requests": "1s", "x-ratelimit-limit-tokens": "150000",
                "x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "6m0s",
            ])
        #expect(found.category == .ok)
        #expect(found.readings.map(\.name) == ["requests", "tokens"])
        #expect(found.readings.map(\.usedPercent) == [75, 100])
        #expect(found.readings.map(\.resetsAt) == [august + .seconds(1), august + .minutes(6)])
        #expect(found.readings.allSatisfy { !$0.isLimitReached })
    }

    @Test(arguments: ["0", "x", "-1", ""])
    func `a bucket without a limit is none`(limit: String) {
        let headers = ["x-ratelimit-limit-tokens": limit, "x-ratelimit-remaining-tokens": "0"]
        #expect(finding("openai", 200, "", headers).readings.isEmpty)
    }
}
