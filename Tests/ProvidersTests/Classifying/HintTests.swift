import Leasing
import Providers
import Testing

@Suite struct HintTests {
    @Test func `milliseconds are more exact than seconds`() {
        let headers = ["retry-after-ms": "1500", "retry-after": "2"]
        #expect(finding("generic", 429, "", headers).seconds == 1.5)
        let useless = ["retry-after-ms": "0", "retry-after": "2"]
        #expect(finding("generic", 429, "", useless).seconds == 2)
    }

    @Test func `a date that has passed, or lies years ahead, is no hint`() {
        for date in ["Sat, 01 Aug 2026 00:00:00 GMT", "Sat, 01 Aug 2037 00:00:00 GMT"] {
            let found = finding("generic", 429, "", ["retry-after": date])
            #expect(found.block == .ladder(.throttle))
        }
        let soon = finding("generic", 429, "", ["retry-after": "Sat, 01 Aug 2026 00:01:30 GMT"])
        #expect(soon.block == ends(in: 90, .retryAfter))
    }

    @Test func `a number is seconds before it is a year`() {
        #expect(finding("generic", 429, "", ["retry-after": "60"]).seconds == 60)
    }

    @Test func `a point in time outranks a length`() {
        let body = #"{"error":{"resets_at":1785542700,"resets_in_seconds":5}}"#
        #expect(finding("generic", 429, body).block == ends(in: 300, .resetAt))
        let past = #"{"error":{"resets_at":1785542300,"resets_in_seconds":5}}"#
        #expect(finding("generic", 429, past).block == ends(in: 5, .resetAfter))
    }

    @Test(arguments: ["true", "null", "1e300", "-5", "0", "[]", "\"soon\"", "99999999999999"])
    func `what is no reset is none`(value: String) {
        let body = #"{"error":{"resets_at":\#(value),"resets_in_seconds":\#(value)}}"#
        #expect(finding("generic", 429, body).block == .ladder(.throttle))
    }
}
