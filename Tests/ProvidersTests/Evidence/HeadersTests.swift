import Leasing
import Providers
import Testing

@Suite struct HeadersTests {
    @Test func `a field is found in any case`() {
        let headers = Headers([("RETRY-After", "5"), ("x-a", "1"), ("X-A", "2")])
        #expect(headers["retry-after"] == "5")
        #expect(headers["x-a"] == "1")
        #expect(headers["x-b"] == nil)
        #expect(!headers.isEmpty)
        #expect(Headers.none.isEmpty)
    }

    @Test func `a family of fields is known in any case`() {
        let found = finding(
            "claude", 200, "", ["ANTHROPIC-RateLimit-Unified-5H-Utilization": "0.5"])
        #expect(found.readings.map(\.usedPercent) == [50])
        #expect(finding("claude", 200, "", ["anthropic-ratelimit-unified": "1"]).readings.isEmpty)
    }

    @Test func `names are compared as ASCII, not as look-alikes`() {
        #expect(Headers([("retry\u{2010}after", "5")])["retry-after"] == nil)
        #expect(Headers([("\u{212A}ey", "5")])["key"] == nil)
    }
}
