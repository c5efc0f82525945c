import Leasing
import Providers
import Testing

@Suite struct EvidenceTests {
    @Test func `a body is cut at its limit`() {
        let body = [UInt8](repeating: 0x61, count: Evidence.bodyLimit + 1)
        #expect(Evidence(status: 200, body: body).body.count == Evidence.bodyLimit)
    }

    @Test func `status 0 is no status`() {
        #expect(Evidence(status: 0).status == nil)
        #expect(Evidence(status: 200).status == 200)
    }

    @Test func `a trailing parenthesis is no part of the model`() {
        #expect(
            finding("generic", 500, model: "claude-sonnet-4-5(16384)").pattern
                == "claude-sonnet-4-5")
        #expect(finding("generic", 500, model: "a)").pattern == "a)")
        #expect(finding("generic", 500, model: "a(b").pattern == "a(b")
    }
}
