import Leasing
import Providers
import Secrets
import Testing

/// Forms, as Copilot's snapshots and Google's grants show them.
@Suite struct FormTextTests {
    private func used(_ value: String) -> Double? {
        finding("github-copilot", 200, "", ["x-quota-snapshot-chat": value]).readings.first?
            .usedPercent ?? nil
    }

    @Test(arguments: [
        ("rem=35.5", 64.5), ("%72em=35.5", 64.5), ("a=1&rem=35%2E5&b", 64.5),
        ("rem=35.5&rem=1", 64.5),
        ("rem=+35.5", 64.5), ("&&rem=35.5&", 64.5),
    ])
    func `a form is read as URLs are`(form: String, used: Double) {
        #expect(self.used(form) == used)
    }

    @Test(arguments: ["rem%3D35.5", "rem=%", "rem=%zz", "=35.5", "rem"])
    func `what is no form has no fields`(form: String) {
        #expect(used(form) == nil)
    }

    @Test func `what is written can be read by a server`() throws {
        let credential = try Credential(
            kind: .oauth, secret: Secret("a"), refreshToken: Secret("a&b=c%d+e~f.g-h_i/"))
        let request = try #require(Provider.named("xai")).renewalRequest(
            for: credential, client: OAuthClient(id: "id"))
        #expect(
            request.body.reveal()
                == "client_id=id&grant_type=refresh_token"
                + "&refresh_token=a%26b%3Dc%25d%2Be~f.g-h_i%2F")
    }
}
