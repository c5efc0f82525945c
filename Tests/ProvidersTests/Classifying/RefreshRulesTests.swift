import Leasing
import Providers
import Testing

@Suite struct RefreshRulesTests {
    private func refresh(_ status: Int?, _ body: String, _ provider: String = "codex") -> Finding {
        finding(provider, status, body, phase: .refresh)
    }

    @Test(arguments: ["refresh_token_expired", "refresh_token_reused", "refresh_token_invalidated"])
    func `a dead refresh token is dead with any status`(code: String) {
        for status in [400, 401, 403, 500] {
            for body in [
                #"{"error":"\#(code)"}"#, #"{"error":{"code":"\#(code)"}}"#,
                #"{"code":"\#(code)"}"#,
            ] {
                let found = refresh(status, body)
                #expect(found.category == .authRevoked, "\(status) \(body)")
                #expect(found.retry == .none)
                #expect(found.block == .indefinite)
            }
        }
    }

    @Test(arguments: ["invalid_grant", "app_session_terminated", "account_session_expired"])
    func `a refused grant ends the login with a 400 only`(code: String) {
        let body = #"{"error":"\#(code)"}"#
        #expect(refresh(400, body).category == .authRevoked)
        #expect(refresh(403, body).category == .transient)
        #expect(refresh(500, body).category == .transient)
    }

    @Test(arguments: [nil, 403, 408, 500, 502, 503, 504])
    func `a renewal that failed otherwise changes nothing`(status: Int?) {
        let found = refresh(status, "")
        #expect(found.category == .transient)
        #expect(found.scope == .none)
        #expect(found.block == .none)
        #expect(found.retry == .none)
    }

    @Test func `a refused country is the route's, until somebody changes it`() {
        let body = #"{"error":{"code":"unsupported_country_region_territory"}}"#
        let found = refresh(403, body)
        #expect(found.category == .networkBlocked)
        #expect(found.block == .indefinite)
    }

    @Test func `a banned account is suspended`() {
        let body = #"{"error":{"code":"account_deactivated"}}"#
        #expect(refresh(403, body).category == .accountSuspended)
        let words = #"{"error":{"message":"Your account has been deactivated"}}"#
        #expect(refresh(401, words).category == .accountSuspended)
    }

    @Test func `too many renewals wait, not the account`() {
        let found = finding("codex", 429, "", ["retry-after": "10"], phase: .refresh)
        #expect(found.category == .rateLimited)
        #expect(found.scope == .none)
        #expect(found.seconds == 10)
    }

    @Test func `a token that cannot be sent is no renewal`() {
        #expect(refresh(200, #"{"access_token":"abc"}"#).category == .ok)
        #expect(refresh(200, #"{"access_token":"a\nb"}"#).category == .transient)
        #expect(refresh(200, "[]").category == .transient)
    }
}
