import Leasing
import Providers
import Testing

@Suite struct UsageRulesTests {
    private func usage(_ status: Int?, _ body: String = "", _ provider: String = "claude")
        -> Finding
    {
        finding(provider, status, body, model: "", phase: .usage)
    }

    @Test(arguments: [nil, 403, 404, 408, 429, 500, 503])
    func `a refused look never touches the account`(status: Int?) {
        let found = usage(status)
        #expect(found.scope == .none)
        #expect(found.block == .none)
        #expect(found.retry == .none)
    }

    @Test func `a refused token and a dead account are news all the same`() {
        #expect(usage(401).needsRefresh)
        let body = #"{"detail":{"code":"deactivated_workspace"}}"#
        #expect(usage(402, body, "codex").category == .accountSuspended)
    }

    @Test func `a long wait is kept, nothing is none`() {
        let wait = finding("claude", 429, "", ["retry-after": "600"], phase: .usage)
        #expect(wait.seconds == 600)
        let none = finding("claude", 429, "", ["retry-after": "0"], phase: .usage)
        #expect(none.block == .none)
    }

    @Test func `of several full windows the one that opens last counts`() {
        let body = #"""
            {"five_hour":{"utilization":100,"resets_at":"2026-08-01T03:00:00Z"},
             "seven_day":{"utilization":100,"resets_at":"2026-08-04T00:00:00Z"}}
            """#
        let found = usage(200, body)
        #expect(found.window == "7d")
        #expect(found.seconds == 259_200)
        #expect(found.readings.count == 2)
    }

    @Test func `a family's full window concerns the family only`() {
        let body = #"""
            {"seven_day":{"utilization":10,"resets_at":"2026-08-04T00:00:00Z"},
             "seven_day_opus":{"utilization":100,"resets_at":"2026-08-04T00:00:00Z"}}
            """#
        #expect(usage(200, body).category == .ok)
        let opus = finding("claude", 200, body, model: "claude-opus-4-6", phase: .usage)
        #expect(opus.category == .quotaExhausted)
        #expect(opus.pattern == "*opus*")
    }

    @Test(arguments: ["", "null", "[]", "{}", "not JSON", "{\"five_hour\":null}"])
    func `a document that tells nothing changes nothing`(body: String) {
        let found = usage(200, body)
        #expect(found.category == .ok)
        #expect(found.readings.isEmpty)
    }
}
