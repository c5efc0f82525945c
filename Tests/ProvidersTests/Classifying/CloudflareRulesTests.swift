import Leasing
import Providers
import Testing

@Suite struct CloudflareRulesTests {
    @Test(arguments: [
        "<html>Just a Moment...</html>", "<html>_cf_chl_opt</html>", "cf-mitigated: challenge",
        "<HTML>ATTENTION REQUIRED! | Cloudflare</HTML>", "<!DOCTYPE html><html></html>",
        "<html><script src=/cdn-cgi/challenge-platform/x></html>",
    ])
    func `a page with a 403 is a challenge, for every upstream`(page: String) {
        for provider in ["codex", "claude", "openai", "gemini", "github-copilot", "generic"] {
            let found = finding(provider, 403, page)
            #expect(found.category == .cloudflareChallenge, "\(provider)")
            #expect(found.block == .ladder(.challenge))
            #expect(found.scope == .account)
        }
    }

    @Test func `the header alone suffices, and means it below 500`() {
        let header = ["CF-Mitigated": "challenge"]
        #expect(finding("codex", 403, "", header).category == .cloudflareChallenge)
        #expect(finding("codex", 429, "{}", header).category == .cloudflareChallenge)
        #expect(finding("codex", 503, "", header).category == .transient)
    }

    @Test func `a page with another status is none`() {
        let page = "<html>Just a moment, cf_chl</html>"
        #expect(finding("generic", 502, page).category == .transient)
        #expect(finding("codex", 404, page).category == .clientError)
        #expect(finding("codex", 429, page).category == .rateLimited)
        #expect(finding("codex", 401, page).category == .authExpired)
    }

    @Test func `JSON is never a page, whatever its words`() {
        let body = #"{"detail":"Just a moment, cf_chl"}"#
        #expect(finding("codex", 403, body).category == .permissionDenied)
    }

    @Test func `a refused address is the route's, not the account's`() {
        let page = "<html>Sorry, you have been blocked</html>"
        let found = finding("codex", 403, page, ["cf-ray": "x"])
        #expect(found.category == .networkBlocked)
        #expect(found.scope == .none)
        #expect(found.block == .none)
    }

    @Test func `cf-ray is on every answer`() {
        #expect(finding("codex", 401, "{}", ["cf-ray": "x"]).category == .authExpired)
        #expect(finding("claude", 413, "{}", ["cf-ray": "x"]).category == .clientError)
    }
}
