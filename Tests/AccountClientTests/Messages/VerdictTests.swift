import AccountClient
import Testing

struct VerdictTests {
    private func verdict(_ text: String) -> Verdict? { Verdict(Array(text.utf8)) }

    @Test func `an answer is read whole`() {
        let verdict = verdict(
            "{\"account_state\":\"quota\",\"applied\":true,\"blocked_ms\":7200000,"
                + "\"category\":\"quota_exhausted\",\"lease_state\":\"released\","
                + "\"retry\":\"other\",\"retry_after_ms\":5,\"rule\":\"codex.limit\","
                + "\"scope\":\"account\",\"window\":\"primary\"}")
        #expect(verdict?.retry == .other)
        #expect(verdict?.retryAfter == .milliseconds(5))
        #expect(verdict?.blocked == .seconds(7200))
        #expect(verdict?.category == "quota_exhausted")
        #expect(verdict?.rule == "codex.limit")
        #expect(verdict?.accountState == "quota")
        #expect(verdict?.leaseState == "released")
        #expect(verdict?.isApplied == true)
    }

    @Test func `a word of a later version means none, and until somebody acts is nil`() {
        let verdict = verdict("{\"retry\":\"elsewhere\",\"blocked_ms\":-1,\"new\":[1]}")
        #expect(verdict?.retry == Verdict.Retry.none)
        #expect(verdict.map { $0.blocked == nil } == true)
    }

    @Test(arguments: ["{}", "{\"retry\":1}", "[]", "{\"retry\":\"none\"", "{\"retry\":\"none\"}x"])
    func `what is no verdict is none`(text: String) {
        #expect(verdict(text) == nil)
    }
}
