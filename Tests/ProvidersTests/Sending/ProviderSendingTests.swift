import Providers
import Testing

@Suite struct ProviderSendingTests {
    private func headers(
        _ name: String, _ kind: Credential.Kind, secret: String = "s", account: String? = nil
    ) throws -> [HeaderField] {
        let credential = try Credential(kind: kind, secret: secret, accountID: account)
        return try #require(Provider.named(name)).headers(for: credential)
    }

    @Test func `a Claude login is a bearer with a beta flag, a key is a key`() throws {
        let login = try headers("claude", .oauth)
        #expect(login.contains(HeaderField("authorization", "Bearer s")))
        #expect(login.contains(HeaderField("anthropic-beta", "oauth-2025-04-20")))
        let key = try headers("claude", .apiKey)
        #expect(key.contains(HeaderField("x-api-key", "s")))
        #expect(key.contains(HeaderField("anthropic-version", "2023-06-01")))
        #expect(!key.contains { $0.name == "authorization" })
    }

    @Test func `ChatGPT is told the account, as the inventory or the token has it`() throws {
        let told = try headers("codex", .oauth, account: "acc")
        #expect(told.contains(HeaderField("chatgpt-account-id", "acc")))
        let secret = token(#"{"https://api.openai.com/auth":{"chatgpt_account_id":"hint"}}"#)
        let hinted = try headers("codex", .oauth, secret: secret)
        #expect(hinted.contains(HeaderField("chatgpt-account-id", "hint")))
        #expect(try headers("codex", .oauth).map(\.name) == ["authorization"])
    }

    @Test(arguments: ["openai", "xai", "github-copilot", "openai-compatible", "generic"])
    func `others take a bearer`(name: String) throws {
        #expect(try headers(name, .apiKey) == [HeaderField("authorization", "Bearer s")])
    }

    @Test func `a Gemini key has a field of its own`() throws {
        #expect(try headers("gemini", .apiKey) == [HeaderField("x-goog-api-key", "s")])
        #expect(try headers("gemini", .oauth) == [HeaderField("authorization", "Bearer s")])
    }

    @Test func `the inventory may name another field, and add its own`() throws {
        var provider = try #require(Provider.named("claude"))
        provider.authHeader = AuthHeader("api-key")
        provider.headers = [
            HeaderField("Anthropic-Version", "2030-01-01"), HeaderField("x-a", "1"),
        ]
        let credential = try Credential(kind: .apiKey, secret: "s")
        let fields = provider.headers(for: credential, extra: [HeaderField("X-A", "2")])
        #expect(
            fields == [
                HeaderField("api-key", "s"), HeaderField("anthropic-version", "2030-01-01"),
                HeaderField("x-a", "2"),
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
