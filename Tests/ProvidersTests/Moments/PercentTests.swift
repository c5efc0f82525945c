import Leasing
import Providers
import Testing

/// Shares of quotas, as passive headers show them.
@Suite struct PercentTests {
    private func used(codex value: String) -> Double?? {
        let headers = [
            "x-codex-primary-used-percent": value, "x-codex-primary-window-minutes": "300",
        ]
        return finding("codex", 200, "", headers).readings.first?.usedPercent
    }

    private func used(claude value: String) -> Double? {
        let headers = ["anthropic-ratelimit-unified-5h-utilization": value]
        return finding("claude", 200, "", headers).readings.first?.usedPercent ?? nil
    }

    @Test func `a percentage is one, a fraction becomes one`() {
        #expect(used(codex: "42.5") == 42.5)
        #expect(used(codex: "0") == 0)
        #expect(used(codex: "130") == 130)
        #expect(used(claude: "0.42") == 42)
        #expect(used(claude: "1.05") == 105)
    }

    @Test(arguments: ["NaN", "inf", "-1", "1001", "1e2", "", "many", "99999999999999999999"])
    func `a share that is none drops the window`(value: String) {
        #expect(used(codex: value) == nil)
        #expect(used(claude: value) == nil)
    }
}
