import Leasing
import Providers
import Testing

@Suite struct JSONValueBoundedTests {
    private func body(values: Int) -> String {
        let filler = (0..<values).map { "\"k\($0)\":1" }.joined(separator: ",")
        return "{\"filler\":{\(filler)},\"type\":\"usage_limit_reached\"}"
    }

    @Test func `an error behind some hundred values is read`() {
        #expect(finding("codex", 429, body(values: 300)).category == .quotaExhausted)
    }

    @Test func `an error behind thousands of them is not, and costs nothing`() {
        #expect(finding("codex", 429, body(values: 1200)).category == .rateLimited)
    }
}
