import JSON
import Leasing
import Providers
import Testing

@Suite struct ProviderUsageTests {
    private func credential(project: String? = nil, refresh: String? = nil) throws -> Credential {
        try Credential(
            kind: .oauth, secret: "a", accountID: "acc", projectID: project, refreshToken: refresh)
    }

    @Test func `a usage document is asked for with the account's own token`() throws {
        let request = Provider.named("codex")?.usageRequest(for: try credential())
        #expect(request?.method == "GET")
        #expect(request?.url == "https://chatgpt.com/backend-api/wham/usage")
        #expect(request?.headers.contains(HeaderField("chatgpt-account-id", "acc")) == true)
        #expect(request?.headers.contains(HeaderField("authorization", "Bearer a")) == true)
    }

    @Test func `Copilot's is GitHub's, and needs the GitHub token`() throws {
        let copilot = try #require(Provider.named("github-copilot"))
        #expect(copilot.usageRequest(for: try credential()) == nil)
        let request = copilot.usageRequest(for: try credential(refresh: "gho"))
        #expect(request?.headers.contains(HeaderField("authorization", "token gho")) == true)
    }

    @Test func `Google's needs a project`() throws {
        let google = try #require(Provider.named("gemini"))
        #expect(google.usageRequest(for: try credential()) == nil)
        let request = google.usageRequest(for: try credential(project: "p\"1"))
        let body = try JSONValue.parse(request?.body ?? [])
        #expect(body["project"]?.string == "p\"1")
    }

    @Test func `the inventory's address and fields go before the dialect's`() throws {
        var claude = try #require(Provider.named("claude"))
        claude.usageURL = "https://example.org/usage"
        claude.headers = [HeaderField("User-Agent", "mine/1")]
        let request = claude.usageRequest(for: try credential())
        #expect(request?.url == "https://example.org/usage")
        #expect(request?.headers.filter { $0.name == "user-agent" }.map(\.value) == ["mine/1"])
    }

    @Test func `keys have no usage document`() throws {
        let key = try Credential(kind: .apiKey, secret: "k")
        for provider in Provider.builtIn { #expect(provider.usageRequest(for: key) == nil) }
    }

    @Test func `a document of too many windows is cut`() {
        let models = (0..<90).map { #"{"modelId":"m\#($0)","remainingFraction":1}"# }
        let document = #"{"buckets":[\#(models.joined(separator: ","))]}"#
        #expect(readings("gemini", document).count == 64)
    }
}
