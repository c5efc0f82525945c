import Leasing
import Providers
import Testing

@Suite struct CopilotWindowsTests {
    private func windows(_ name: String, _ value: String) -> [WindowReading] {
        finding("github-copilot", 200, "", [name: value]).readings
    }

    @Test func `what remains becomes what is used`() {
        let found = windows(
            "X-Quota-Snapshot-Premium_Interactions",
            "ent=300&ov=0.0&ovPerm=false&rem=35.5&rst=2026-09-01T00%3A00%3A00Z")
        #expect(found.map(\.name) == ["premium"])
        #expect(found.map(\.usedPercent) == [64.5])
        #expect(found.map(\.resetsAt) == [august + .days(31)])
        #expect(found.map(\.isLimitReached) == [false])
    }

    @Test func `nothing left is exhausted, unless more may be bought or there is no limit`() {
        let rest = "&rst=2026-09-01T00%3A00%3A00Z"
        func isFull(_ value: String) -> Bool {
            finding(
                "github-copilot", 200, "", ["x-quota-snapshot-premium_interactions": value + rest]
            )
            .category == .quotaExhausted
        }
        #expect(isFull("ent=300&ovPerm=false&rem=0.0"))
        #expect(!isFull("ent=300&ovPerm=true&rem=0.0"))
        #expect(!isFull("ent=-1&ovPerm=false&rem=0.0"))
        #expect(!isFull("ent=300&ovPerm=false&rem=0.1"))
    }

    @Test func `without an end a header exhausts nothing`() {
        let found = windows("x-quota-snapshot-chat", "ent=50&ovPerm=false&rem=0.0")
        #expect(found.map(\.isLimitReached) == [false])
    }

    @Test(arguments: ["", "rem=x", "ent=300", "rem=101", "rem=-5", "%%%", "rem"])
    func `what is no snapshot is none`(value: String) {
        #expect(windows("x-quota-snapshot-chat", value).isEmpty)
    }

    @Test func `the session and the week have limits too`() {
        let found = finding(
            "github-copilot", 200, "",
            ["x-usage-ratelimit-weekly": "ent=0&ovPerm=false&rem=0.0&rst=2026-08-03T00%3A00%3A00Z"])
        #expect(found.window == "weekly")
        #expect(found.block == ends(in: 172_800, .resetAt))
    }

    @Test func `the usage document has the month's quotas`() {
        let windows = readings(
            "github-copilot",
            #"""
            {"quota_reset_date":"2026-09-01","quota_snapshots":{
             "premium_interactions":{"percent_remaining":0,"overage_permitted":false,
              "unlimited":false},
             "chat":{"percent_remaining":100,"unlimited":true},
             "completions":{"percent_remaining":0},"broken":{"percent_remaining":"x"}}}
            """#)
        #expect(windows.map(\.name) == ["premium", "chat", "completions"])
        #expect(windows.map(\.isLimitReached) == [true, false, false])
        #expect(windows.first?.resetsAt == august + .days(31))
    }
}
