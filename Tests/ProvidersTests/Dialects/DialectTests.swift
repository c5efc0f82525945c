import Leasing
import Providers
import Secrets
import Testing

/// What a dialect has without saying anything.
@Suite struct DialectTests {
    @Test func `an upstream of which nothing is known is spoken to in HTTP`() throws {
        let generic = try #require(Provider.named("generic"))
        let credential = try Credential(kind: .apiKey, secret: Secret("k"))
        #expect(
            generic.headers(for: credential) == [RequestField("authorization", Secret("Bearer k"))])
        #expect(!generic.isRenewable)
        #expect(generic.usageRequest(for: credential) == nil)
        #expect(generic.readings(ofUsage: Array("{}".utf8), now: august).isEmpty)
        #expect(
            finding("generic", 200, "", ["x-codex-primary-used-percent": "100"]).readings.isEmpty)
    }

    @Test func `the names of rules begin with their dialect's, and are told once`() {
        #expect(Set(Provider.ruleNames).count == Provider.ruleNames.count)
    }
}
