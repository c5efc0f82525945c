import Leasing
import Providers
import Testing

@Suite struct UnifiedLimitsTests {
    private static let words = ["allowed", "allowed_warning", "rejected", "weird", nil]

    private func headers(_ statuses: [String: String?]) -> [String: String] {
        statuses.compactMapValues { $0 }.reduce(into: [:]) { result, entry in
            let infix = entry.key.isEmpty ? "" : entry.key + "-"
            result["Anthropic-RateLimit-Unified-\(infix)Status"] = entry.value
        }
    }

    /// Every combination of what the upstream may say of its four limits.
    @Test func `the account is refused exactly by a shared window or the word on all`() {
        for aggregate in Self.words {
            for five in Self.words {
                for seven in Self.words {
                    for fable in Self.words {
                        let found = finding(
                            "claude", 429, "{}",
                            headers(["": aggregate, "5h": five, "7d": seven, "7d_oi": fable]),
                            model: "claude-fable-5")
                        let allowed = [five, seven].allSatisfy { $0?.hasPrefix("allowed") == true }
                        let isAccount =
                            five == "rejected" || seven == "rejected"
                            || (aggregate == "rejected" && !(allowed && fable == "rejected"))
                        #expect((found.scope == .account) == isAccount)
                        let isQuota = isAccount || fable == "rejected"
                        #expect((found.category == .quotaExhausted) == isQuota)
                    }
                }
            }
        }
    }

    @Test(arguments: [
        "1785560400", "1785560400000", "1785560400.0", "2026-08-01T05:00:00Z",
        "Sat, 01 Aug 2026 05:00:00 GMT",
    ])
    func `a reset is read in every form`(reset: String) {
        let found = finding(
            "claude", 429, "{}",
            [
                "anthropic-ratelimit-unified-5h-status": "rejected",
                "anthropic-ratelimit-unified-5h-reset": reset,
            ])
        #expect(found.block == ends(in: 18_000, .resetAt))
    }

    @Test func `a claim names the window when only the word on all rejects`() {
        let found = finding(
            "claude", 429, "{}",
            [
                "anthropic-ratelimit-unified-status": "rejected",
                "anthropic-ratelimit-unified-representative-claim": "five_hour",
            ])
        #expect(found.window == "5h")
    }

    @Test func `a success has windows by name, share and length`() {
        let found = finding(
            "claude", 200, "",
            [
                "anthropic-ratelimit-unified-5h-utilization": "0.91",
                "anthropic-ratelimit-unified-5h-reset": "1785560400",
                "anthropic-ratelimit-unified-5h-status": "allowed",
                "anthropic-ratelimit-unified-7d_oi-status": "rejected",
                "anthropic-ratelimit-unified-7d_oi-reset": "1786147200",
                "anthropic-ratelimit-unified-status": "allowed",
            ])
        #expect(found.readings.map(\.name) == ["5h", "7d_oi"])
        #expect(found.readings.first?.usedPercent == 91)
        #expect(found.readings.first?.length == .hours(5))
        #expect(found.readings.allSatisfy { !$0.isLimitReached })
        #expect(found.readings.last?.models?.matches("claude-fable-5") == true)
    }

    @Test func `a rejection on a success counts unless the word on all allows`() {
        let rejected = [
            "anthropic-ratelimit-unified-7d-status": "rejected",
            "anthropic-ratelimit-unified-7d-reset": "1786147200",
        ]
        let found = finding("claude", 200, "", rejected)
        #expect(found.category == .quotaExhausted)
        #expect(found.retry == .none)
        let overdrawn = rejected.merging(["anthropic-ratelimit-unified-status": "allowed"]) { $1 }
        #expect(finding("claude", 200, "", overdrawn).category == .ok)
        #expect(finding("claude", 200, "", overdrawn).readings.first?.isLimitReached == false)
    }
}
