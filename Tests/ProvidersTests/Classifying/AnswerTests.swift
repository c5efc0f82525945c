import Leasing
import Providers
import Testing

@Suite struct AnswerTests {
    @Test func `a record on a model is on it alone, without its thinking budget`() {
        let found = finding("generic", 500, model: "claude-sonnet-4-5(16384)")
        guard case .models(let pattern) = found.scope else {
            Issue.record("a transient concerns the model")
            return
        }
        #expect(pattern.matches("claude-sonnet-4-5"))
        #expect(!pattern.matches("claude-sonnet-4-5-thinking"))
    }

    @Test func `a star in a model's name stands for nothing`() {
        guard case .models(let pattern) = finding("generic", 404, model: "gpt-*").scope else {
            Issue.record("a 404 concerns the model")
            return
        }
        #expect(!pattern.matches("gpt-5"))
        #expect(finding("codex", 429, model: "*spark*").pattern == "*spark*")
    }

    @Test func `a field is sought in the error first, then beside it`() {
        let inside = #"{"error":{"resets_in_seconds":7},"resets_in_seconds":9}"#
        #expect(finding("codex", 429, inside).seconds == 7)
        #expect(finding("codex", 429, #"{"error":{},"resets_in_seconds":9}"#).seconds == 9)
    }
}
