import Leasing
import Providers
import Testing

@Suite struct StatusRulesTests {
    @Test(arguments: [
        (400, Finding.Category.clientError), (402, .quotaExhausted), (403, .permissionDenied),
        (404, .modelUnsupported), (405, .clientError), (408, .transient), (409, .clientError),
        (413, .clientError), (418, .clientError), (422, .clientError), (429, .rateLimited),
        (499, .clientCancelled), (500, .transient), (502, .transient), (503, .transient),
        (504, .transient), (520, .transient), (529, .overloaded), (301, .transient),
        (101, .transient),
    ])
    func `a status alone means what HTTP says`(status: Int, category: Finding.Category) {
        #expect(finding("generic", status, "x").category == category)
    }

    @Test(arguments: 100...599)
    func `every status has a finding, and the same one each time`(status: Int) {
        for provider in Provider.builtIn {
            #expect(finding(provider.name, status, "{}") == finding(provider.name, status, "{}"))
            #expect(Provider.ruleNames.contains(finding(provider.name, status, "{}").rule))
        }
    }

    @Test func `a login is renewed, a key is dead`() {
        #expect(finding("generic", 401, credential: .oauth).category == .authExpired)
        #expect(finding("generic", 401, credential: .apiKey).category == .authRevoked)
    }

    @Test func `a key that this address may not use is not dead`() {
        let body = #"{"error":{"code":"ip_not_authorized","message":"m"}}"#
        let found = finding("openai", 401, body)
        #expect(found.category == .networkBlocked)
        #expect(found.scope == .account)
        #expect(found.block == .indefinite)
    }

    @Test(arguments: ["flagged", "banned", "deactivated", "suspended"])
    func `a ban is in the error's own words`(word: String) {
        let found = finding("codex", 403, #"{"detail":"Your account has been \#(word)"}"#)
        #expect(found.category == .accountSuspended)
        #expect(found.isStructured)
        let echo = #"{"detail":"Forbidden","prompt":"my account was \#(word)"}"#
        #expect(finding("codex", 403, echo).category == .permissionDenied)
    }

    @Test func `a plain text bans too, but is not as sure`() {
        let found = finding("codex", 401, "Your OpenAI account has been deactivated")
        #expect(found.category == .accountSuspended)
        #expect(!found.isStructured)
    }

    @Test func `a flagged request is the request's`() {
        let body = #"{"error":{"code":"cyber_policy","message":"flagged"}}"#
        #expect(finding("codex", 400, body).category == .clientError)
        #expect(finding("codex", 403, body).category == .clientError)
    }

    @Test func `overload is said with a 503 only`() {
        let body = #"{"error":{"code":"server_is_overloaded"}}"#
        #expect(finding("codex", 503, body).category == .overloaded)
        #expect(finding("codex", 502, body).category == .transient)
        #expect(finding("codex", 500, body).category == .transient)
    }

    @Test func `a deactivated workspace has not run out of money`() {
        let body = #"{"detail":{"code":"deactivated_workspace"}}"#
        #expect(finding("codex", 402, body).category == .accountSuspended)
        #expect(finding("codex", 402, #"{"detail":"Payment required"}"#).block == .indefinite)
    }
}
