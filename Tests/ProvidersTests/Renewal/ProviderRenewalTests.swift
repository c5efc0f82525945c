import JSON
import Leasing
import Providers
import Secrets
import Testing

@Suite struct ProviderRenewalTests {
    private func credential(
        _ kind: Credential.Kind = .oauth, secret: String = "old", refresh: String? = "r"
    ) throws -> Credential {
        try Credential(kind: kind, secret: Secret(secret), refreshToken: refresh.map(Secret.init))
    }

    private func outcome(
        _ status: Int?, _ body: String, _ provider: String = "codex"
    ) throws -> RenewalOutcome {
        try #require(Provider.named(provider)).renewalOutcome(
            of: Evidence(status: status, body: Array(body.utf8)), sentAt: august, now: august)
    }

    private func failure(_ status: Int?, _ body: String) throws -> RenewalFailure {
        guard case .failed(let failure) = try outcome(status, body) else {
            throw Unexpected.success
        }
        return failure
    }

    private enum Unexpected: Error {
        case success
    }

    @Test func `what is missing is named`() throws {
        let codex = try #require(Provider.named("codex"))
        let client = OAuthClient(id: "app")
        #expect(throws: RenewalFault.noRefreshToken) {
            try codex.renewalRequest(for: credential(refresh: nil), client: client)
        }
        #expect(throws: RenewalFault.noClientID) {
            try codex.renewalRequest(for: credential(), client: nil)
        }
        #expect(throws: RenewalFault.notRenewable) {
            try codex.renewalRequest(for: credential(.apiKey), client: client)
        }
        #expect(throws: RenewalFault.noClientSecret) {
            try #require(Provider.named("gemini")).renewalRequest(for: credential(), client: client)
        }
    }

    @Test func `the token may name its client, and the inventory another address`() throws {
        var codex = try #require(Provider.named("codex"))
        codex.tokenURL = "https://example.org/token"
        let known = try credential(secret: token(#"{"client_id":"app_7"}"#))
        let request = try codex.renewalRequest(for: known, client: nil)
        #expect(request.url == "https://example.org/token")
        #expect(
            try JSONValue.parse(Array(request.body.reveal().utf8))["client_id"]?.string == "app_7")
    }

    @Test func `a token that someone else used first is a lost race`() throws {
        let reused = try failure(401, #"{"error":{"code":"refresh_token_reused"}}"#)
        #expect(reused.kind == .lostRace)
        #expect(reused.finding.category == .authRevoked)
        #expect(try failure(400, #"{"error":"invalid_grant"}"#).kind == .permanent)
        #expect(try failure(503, "").kind == .transient)
        #expect(try failure(403, #"{"error":"invalid_grant"}"#).kind == .transient)
    }

    @Test func `only what never left may be sent again`() throws {
        #expect(try failure(nil, "dial tcp: connection refused").mayResend)
        #expect(try failure(nil, "getaddrinfo ENOTFOUND auth.openai.com").mayResend)
        #expect(try !failure(nil, "connection reset after request was sent").mayResend)
        #expect(try !failure(502, "connection refused").mayResend)
    }

    @Test func `an answer with a token renews`() throws {
        guard case .renewed(let tokens) = try outcome(200, #"{"access_token":"new"}"#) else {
            throw Unexpected.success
        }
        #expect(tokens.accessToken == Secret("new"))
        #expect(tokens.refreshToken == nil)
    }
}
