import Providers
import Secrets
import Testing

@Suite struct ProviderSendingTests {
    private func headers(
        _ name: String, _ kind: Credential.Kind, secret: String = "s", account: String? = nil
    ) throws -> [RequestField] {
        let credential = try Credential(kind: kind, secret: Secret(secret), accountID: account)
        return try #require(Provider.named(name)).headers(for: credential)
    }

    @Test func `a Claude login is a bearer with a beta flag, a key is a key`() throws {
        let login = try headers("claude", .oauth)
        #expect(login.contains(RequestField("authorization", Secret("Bearer s"))))
        #expect(login.contains(RequestField("anthropic-beta", Secret("oauth-2025-04-20"))))
        let key = try headers("claude", .apiKey)
        #expect(key.contains(RequestField("x-api-key", Secret("s"))))
        #expect(key.contains(RequestField("anthropic-version", Secret("2023-06-01"))))
        #expect(!key.contains { $0.name == "authorization" })
    }

    @Test func `ChatGPT is told the account, as the inventory or the token has it`() throws {
        let told = try headers("codex", .oauth, account: "acc")
        #expect(told.contains(RequestField("chatgpt-account-id", Secret("acc"))))
        let secret = token(#"{"https://api.openai.com/auth":{"chatgpt_account_id":"hint"}}"#)
        let hinted = try headers("codex", .oauth, secret: secret)
        #expect(hinted.contains(RequestField("chatgpt-account-id", Secret("hint"))))
        #expect(try headers("codex", .oauth).map(\.name) == ["authorization"])
    }

    @Test(arguments: ["openai", "xai", "github-copilot", "openai-compatible", "generic"])
    func `others take a bearer`(name: String) throws {
        #expect(try headers(name, .apiKey) == [RequestField("authorization", Secret("Bearer s"))])
    }

    @Test func `a Gemini key has a field of its own`() throws {
        #expect(try headers("gemini", .apiKey) == [RequestField("x-goog-api-key", Secret("s"))])
        #expect(
            try headers("gemini", .oauth) == [RequestField("authorization", Secret("Bearer s"))])
    }

    @Test func `the inventory may name another field, and add its own`() throws {
        var provider = try #require(Provider.named("claude"))
        provider.authHeader = AuthHeader("api-key")
        provider.headers = [
            RequestField("Anthropic-Version", Secret("2030-01-01")),
            RequestField("x-a", Secret("1")),
        ]
        let credential = try Credential(kind: .apiKey, secret: Secret("s"))
        let fields = provider.headers(for: credential, extra: [RequestField("X-A", Secret("2"))])
        #expect(
            fields == [
                RequestField("api-key", Secret("s")),
                RequestField("anthropic-version", Secret("2030-01-01")),
                RequestField("x-a", Secret("2")),
            ])
    }

    @Test func `the field may have a scheme`() {
        #expect(AuthHeader("Authorization")?.prefix == "Bearer ")
        #expect(AuthHeader("authorization: Token")?.prefix == "Token ")
        #expect(AuthHeader("X-Key")?.name == "x-key")
        for text in ["", ":", "a b", "a:", "a: b c", "a\nb: c", "é"] {
            #expect(AuthHeader(text) == nil, "\(text)")
        }
    }
}
