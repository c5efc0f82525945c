import Leasing
import Providers
import Testing

@Suite struct GoogleErrorTests {
    private func throttled(
        _ details: String, _ message: String = "m", headers: [String: String] = [:]
    ) -> Finding {
        let body =
            #"{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"\#(message)","#
            + #""details":[\#(details)]}}"#
        return finding("gemini", 429, body, headers)
    }

    private let retryInfo =
        #"{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"30s"}"#

    private func info(_ metadata: String) -> String {
        #"{"@type":"type.googleapis.com/google.rpc.ErrorInfo","#
            + #""reason":"RATE_LIMIT_EXCEEDED","metadata":{\#(metadata)}}"#
    }

    @Test func `the delays are believed in their order`() {
        let delay = #""quotaResetDelay":"40s""#
        let stamp = #""quotaResetTimeStamp":"2026-08-01T00:00:50Z""#
        #expect(
            throttled(info("\(delay),\(stamp)") + "," + retryInfo).block
                == ends(in: 30, .resetAfter))
        #expect(throttled(info("\(delay),\(stamp)")).block == ends(in: 40, .resetAfter))
        #expect(throttled(info(stamp)).block == ends(in: 50, .resetAt))
        #expect(
            throttled(info(""), headers: ["retry-after": "60"]).block == ends(in: 60, .retryAfter))
        #expect(throttled(info(""), "Please retry in 70s").block == ends(in: 70, .message))
    }

    @Test(arguments: [
        #""quotaResetDelay":"0s""#, #""quotaResetDelay":"x""#,
        #""quotaResetTimeStamp":"2026-07-31T00:00:00Z""#,
    ])
    func `a delay that is none is passed over`(metadata: String) {
        #expect(throttled(info(metadata), "Please retry in 70s").block == ends(in: 70, .message))
    }

    @Test func `a domain is read without what a stream appends`() {
        func refused(_ domain: String) -> Finding.Category {
            let detail = #"{"reason":"VALIDATION_REQUIRED","domain":"\#(domain)"}"#
            return finding("antigravity", 403, #"{"error":{"details":[\#(detail)]}}"#).category
        }
        #expect(refused("cloudcode-pa.googleapis.com,") == .validationRequired)
        #expect(refused("staging-cloudcode-pa.googleapis.com") == .validationRequired)
        #expect(refused("autopush-cloudcode-pa.googleapis.com") == .validationRequired)
        #expect(refused("other.googleapis.com") == .permissionDenied)
        #expect(refused("cloudcode-pa.googleapis.com.evil") == .permissionDenied)
        #expect(refused("") == .permissionDenied)
    }
}
