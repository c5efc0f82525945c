import Leasing
import Providers
import Testing

@Suite struct XAIDialectTests {
    @Test func `free usage rolls over in a day`() {
        for body in [
            #"{"code":"subscription:free-usage-exhausted","error":"You've used it."}"#,
            #"{"error":{"code":"subscription:free-usage-exhausted"}}"#,
        ] {
            let found = finding("xai", 429, body, model: "grok")
            #expect(found.category == .quotaExhausted)
            #expect(found.pattern == "grok")
            #expect(found.block == .until(august + .hours(24), basis: .rolling24Hours))
        }
        #expect(finding("xai", 429, #"{"code":"x"}"#).block == .ladder(.throttle))
    }

    @Test func `a 403 may be a refused token`() {
        for body in [
            #"{"code":"unauthenticated:bad-credentials","error":"x"}"#,
            #"{"error":{"code":"unauthenticated:expired"}}"#,
            #"{"error":"The OAuth2 access token could not be validated."}"#,
        ] {
            #expect(finding("xai", 403, body).needsRefresh)
            #expect(finding("xai", 403, body, credential: .apiKey).category == .authRevoked)
        }
        #expect(finding("xai", 403, #"{"code":"x"}"#).category == .permissionDenied)
    }
}
