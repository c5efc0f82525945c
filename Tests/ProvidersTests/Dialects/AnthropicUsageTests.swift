import Leasing
import Providers
import Testing

@Suite struct AnthropicUsageTests {
    @Test func `the windows have names, shares in percent, families and ends`() {
        let windows = readings(
            "claude",
            #"""
            {"five_hour":{"utilization":37.0,"resets_at":"2026-08-01T04:59:59.000000+00:00"},
             "seven_day":{"utilization":26.5,"resets_at":"2026-08-04T14:59:59.771647+00:00"},
             "seven_day_opus":null,
             "seven_day_sonnet":{"utilization":1.0,"resets_at":"2026-08-05T20:59:59+00:00"},
             "seven_day_oauth_apps":{"utilization":9},"extra_usage":{"utilization":99}}
            """#)
        #expect(windows.map(\.name) == ["5h", "7d", "7d_sonnet"])
        #expect(windows.map(\.usedPercent) == [37, 26.5, 1])
        #expect(windows[2].models?.text == "*sonnet*")
        #expect(windows[0].resetsAt == august + .seconds(17_999))
        #expect(windows.allSatisfy { $0.source == .usage && !$0.isLimitReached })
    }

    @Test func `the newer list of limits fills in what has no name of its own`() {
        let windows = readings(
            "claude",
            #"""
            {"five_hour":{"utilization":10},"seven_day":null,
             "limits":[{"kind":"session","percent":55},
              {"kind":"weekly_all","percent":71,"resets_at":"2026-08-03T09:00:00+00:00"},
              {"kind":"weekly_scoped","percent":100,"resets_at":"2026-08-03T09:00:00+00:00",
               "scope":{"model":{"id":null,"display_name":"Fable"}}},
              {"kind":"weekly_scoped","percent":9,"scope":{"model":{"display_name":"Ghost"}}},
              {"kind":"weekly_scoped","percent":null,"scope":null},{"kind":"other","percent":3}]}
            """#)
        #expect(windows.map(\.name) == ["5h", "7d", "7d_oi"])
        #expect(windows.map(\.usedPercent) == [10, 71, 100])
        #expect(windows[2].isLimitReached)
        #expect(windows[2].models?.text == "*fable*")
    }

    @Test func `a window that has opened since is empty`() {
        let windows = readings(
            "claude", #"{"five_hour":{"utilization":100,"resets_at":"2026-07-31T23:00:00Z"}}"#)
        #expect(windows.map(\.usedPercent) == [0])
        #expect(windows.allSatisfy { !$0.isLimitReached && $0.resetsAt == nil })
    }
}
