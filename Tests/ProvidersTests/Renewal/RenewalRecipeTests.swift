import JSON
import Providers
import Secrets
import Testing

@Suite struct RenewalRecipeTests {
    private let client = OAuthClient(id: "app", secret: Secret("hush&hush"))

    private func request(_ name: String) throws -> HTTPRequest {
        let provider = try #require(Provider.named(name))
        let credential = try Credential(
            kind: .oauth, secret: Secret("old"), refreshToken: Secret("r/t+1"))
        return try provider.renewalRequest(for: credential, client: client)
    }

    @Test func `Claude and ChatGPT take JSON`() throws {
        let claude = try request("claude")
        #expect(claude.url == "https://platform.claude.com/v1/oauth/token")
        let body = try JSONValue.parse(Array(claude.body.reveal().utf8))
        #expect(body["grant_type"]?.string == "refresh_token")
        #expect(body["refresh_token"]?.string == "r/t+1")
        #expect(body["client_id"]?.string == "app")
        #expect(claude.headers.contains(RequestField("content-type", Secret("application/json"))))
        let codex = try request("codex")
        #expect(codex.url == "https://auth.openai.com/oauth/token")
        #expect(
            try JSONValue.parse(Array(codex.body.reveal().utf8))["scope"]?.string
                == "openid profile email")
    }

    @Test func `Google takes a form, with the client's secret`() throws {
        let google = try request("gemini")
        #expect(google.url == "https://oauth2.googleapis.com/token")
        #expect(
            google.body.reveal()
                == "client_id=app&client_secret=hush%26hush&grant_type=refresh_token"
                + "&refresh_token=r%2Ft%2B1")
    }

    @Test func `Copilot exchanges its long token for a short one`() throws {
        let copilot = try request("github-copilot")
        #expect(copilot.method == "GET")
        #expect(copilot.body.count == 0)
        #expect(copilot.headers.contains(RequestField("authorization", Secret("token r/t+1"))))
    }
}
