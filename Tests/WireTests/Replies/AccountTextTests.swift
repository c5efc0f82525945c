import JSON
import Secrets
import Testing
import Wire

struct AccountTextTests {
    @Test func `names that need escapes are escaped`() throws {
        let account = AccountText(
            credential: CredentialText(
                baseURL: nil, generation: 1, headers: [], kind: "api_key", secret: Secret("a\"b")),
            accountID: "a\\b", provider: "p\"q")
        let lease = LeaseReply(
            name: LeaseName(high: 1, low: 1), fence: 1, model: nil, isDetached: false, expiresIn: 1)
        var writer = JSONWriter()
        lease.write(account, &writer)
        let value = try JSONValue.parse(writer.take())
        #expect(value["account_id"]?.string == "a\\b")
        #expect(value["provider"]?.string == "p\"q")
    }
}
