import JSON
import Leasing
import Providers
import Secrets
import Testing

@Suite struct ProviderUsageTests {
    private func credential(project: String? = nil, refresh: String? = nil) throws -> Credential {
        try Credential(
            kind: .oauth, secret: Secret("a"), accountID: "acc", projectID: project,
            refreshToken: refresh.map(Secret.init))
    }

    @Test func `a usage document is asked for with the account's own token`() throws {
        let request = Provider.named("codex")?.usageRequest(for: try credential())
        #expect(request?.method == "GET")
        #expect(request?.url == "https://chatgpt.com/backend-api/wham/usage")
        #expect(
            request?.headers.contains(RequestField("chatgpt-account-id", Secret("acc"))) == true)
        #expect(
            request?.headers.contains(RequestField("authorization", Secret("Bearer a"))) == true)
    }

    @Test func `Copilot's is GitHub's, and needs the GitHub token`() throws {
        let copilot = try #require(Provider.named("github-copilot"))
        #expect(copilot.usageRequest(for: try credential()) == nil)
        let request = copilot.usageRequest(for: try credential(refresh: "gho"))
        #expect(
            request?.headers.contains(RequestField("authorization", Secret("token gho"))) == true)
    }

    @Test func `Google's needs a project`() throws {
        let google = try #require(Provider.named("gemini"))
        #expect(google.usageRequest(for: try credential()) == nil)
        let request = google.usageRequest(for: try credential(project: "p\"1"))
        let body = try JSONValue.parse(Array(request?.body.reveal().utf8 ?? "".utf8))
        #expect(body["project"]?.string == "p\"1")
    }

    @Test func `the inventory's address and fields go before the dialect's`() throws {
        var claude = try #require(Provider.named("claude"))
        claude.usageURL = "https://example.org/usage"
        claude.headers = [RequestField("User-Agent", Secret("mine/1"))]
        let request = claude.usageRequest(for: try credential())
        #expect(request?.url == "https://example.org/usage")
        #expect(
            request?.headers.filter { $0.name == "user-agent" }.map(\.value) == [Secret("mine/1")])
    }

    @Test func `keys have no usage document`() throws {
        let key = try Credential(kind: .apiKey, secret: Secret("k"))
        for provider in Provider.builtIn { #expect(provider.usageRequest(for: key) == nil) }
    }

    @Test func `a document of too many windows is cut`() {
        let models = (0..<90).map { #"{"modelId":"m\#($0)","remainingFraction":1}"# }
        let document = #"{"buckets":[\#(models.joined(separator: ","))]}"#
        #expect(readings("gemini", document).count == 64)
    }
}
