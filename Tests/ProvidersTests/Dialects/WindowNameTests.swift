import Leasing
import Providers
import Testing

@Suite struct WindowNameTests {
    private func names(_ quota: String) -> [String] {
        finding("github-copilot", 200, "", ["x-quota-snapshot-" + quota: "rem=5"]).readings
            .map(\.name)
    }

    @Test(arguments: ["chat", "premium_models", "a.b-c_9", String(repeating: "a", count: 64)])
    func `an upstream's own name is kept`(name: String) {
        #expect(names(name) == [name])
    }

    @Test(arguments: [
        "", " ", "a b", "\u{1F600}", "e\u{301}", "a\n", String(repeating: "a", count: 65),
    ])
    func `a name that no log should show is none`(name: String) {
        #expect(names(name).isEmpty)
    }

    @Test func `an active limit without a name is the plan's`() {
        let body = #"{"error":{"type":"usage_limit_reached"}}"#
        let found = finding("codex", 429, body, ["x-codex-active-limit": "codex_\u{1F600}"])
        #expect(found.scope == .account)
    }
}
