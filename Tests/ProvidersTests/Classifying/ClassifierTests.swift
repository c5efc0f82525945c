import Leasing
import Providers
import Testing

@Suite struct ClassifierTests {
    @Test func `a bare success says nothing`() {
        for provider in Provider.builtIn {
            let found = Classifier.finding(
                for: Evidence(status: 200), from: provider, now: august)
            #expect(found == Finding(.ok, rule: "ok"))
        }
    }

    @Test func `an empty answer to a renewal is no success`() {
        #expect(finding("codex", 200, phase: .refresh).category == .transient)
    }

    @Test func `a success with an error in it is a failure`() {
        let body = #"{"error":{"code":"rate_limit_exceeded","message":"m"}}"#
        #expect(finding("codex", 200, body).category == .rateLimited)
        #expect(finding("codex", 200, body, phase: .success).category == .ok)
    }

    @Test func `a failed request that streams its error is read as one`() {
        let body = "event: error\ndata: {\"error\":{\"type\":\"usage_limit_reached\"}}\n\n"
        #expect(finding("codex", 429, body).rule == "codex.usage_limit_reached")
    }

    @Test func `an error frame without a status is read by its code`() {
        let frame = #"{"type":"error","error":{"code":"usage_limit_reached"}}"#
        #expect(finding("codex", nil, frame, phase: .stream).category == .quotaExhausted)
        #expect(finding("codex", nil, frame, failure: .streamError).category == .quotaExhausted)
    }

    @Test func `a failure below HTTP outranks the status that came before it`() {
        let found = finding("codex", 200, failure: .prematureClose)
        #expect(found.category == .prematureClose)
    }

    @Test func `windows are reported with every finding`() {
        let headers = [
            "x-codex-primary-used-percent": "12", "x-codex-primary-window-minutes": "300",
        ]
        for status in [200, 400, 429, 500] {
            #expect(finding("codex", status, "", headers).readings.first?.usedPercent == 12)
        }
    }
}
