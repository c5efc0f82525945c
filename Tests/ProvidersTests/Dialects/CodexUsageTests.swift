import Leasing
import Providers
import Testing

@Suite struct CodexUsageTests {
    private func window(_ used: String, _ seconds: Int, _ reset: String) -> String {
        #"{"used_percent":\#(used),"limit_window_seconds":\#(seconds),\#(reset)}"#
    }

    private func plan(_ primary: String, _ secondary: String, reached: Bool = false) -> String {
        #""rate_limit":{"allowed":\#(!reached),"limit_reached":\#(reached),"#
            + #""primary_window":\#(primary),"secondary_window":\#(secondary)}"#
    }

    private let later = #""reset_at":1785546000"#

    @Test func `the plan's windows have names, shares and ends`() {
        let document = "{\(plan(window("21", 18_000, later), window("5.5", 604_800, later)))}"
        let windows = readings("codex", document)
        #expect(windows.map(\.name) == ["primary", "secondary"])
        #expect(windows.map(\.usedPercent) == [21, 5.5])
        #expect(windows.map(\.length) == [.hours(5), .days(7)])
        #expect(windows.map(\.resetsAt) == [august + .hours(1), august + .hours(1)])
    }

    @Test func `a weekly plan has one window, of the week`() {
        let document = "{\(plan(window("21", 604_800, later), "null"))}"
        #expect(readings("codex", document).map(\.name) == ["secondary"])
    }

    @Test func `a share of a hundred is full, whatever the flag says`() {
        let document = "{\(plan(window("100", 18_000, later), "null"))}"
        #expect(readings("codex", document).map(\.isLimitReached) == [true])
    }

    @Test func `the flag counts without a share, and without an end until somebody looks again`() {
        let bare = "{\(plan(window("null", 18_000, #""reset_at":null"#), "null", reached: true))}"
        #expect(readings("codex", bare).map(\.isLimitReached) == [true])
        let none = "{\(plan("null", "null", reached: true))}"
        #expect(readings("codex", none).map(\.name) == ["primary"])
        #expect(finding("codex", 200, none, phase: .usage).block == .indefinite)
    }

    @Test func `the flag counts against shares that say otherwise`() {
        let document =
            "{\(plan(window("50", 18_000, later), window("1", 604_800, later), reached: true))}"
        #expect(readings("codex", document).map(\.isLimitReached) == [true, false])
    }

    @Test func `a window that has opened since is empty`() {
        let past = #""reset_at":1785542000"#
        let document = "{\(plan(window("100", 18_000, past), "null", reached: true))}"
        #expect(readings("codex", document).map(\.usedPercent) == [0])
        #expect(finding("codex", 200, document, phase: .usage).category == .ok)
    }

    @Test func `extra limits come as a list or as an object`() {
        let limit = #"{"limit_reached":true,"primary_window":\#(window("100", 86_400, later))}"#
        let list =
            #"{"additional_rate_limits":[{"limit_name":"Spark","#
            + #""metered_feature":"codex_bengalfox","rate_limit":\#(limit)}]}"#
        let object = #"{"additional_rate_limits":{"codex-bengalfox":\#(limit)}}"#
        for document in [list, object] {
            let windows = readings("codex", document)
            #expect(windows.map(\.name) == ["codex_bengalfox"])
            #expect(windows.map(\.isLimitReached) == [true])
            #expect(windows.first?.models?.text == "*spark*")
        }
        #expect(readings("codex", #"{"additional_rate_limits":null}"#).isEmpty)
    }

    private func event(_ name: String, _ used: String) -> Finding {
        let limits = #"{"primary":{"used_percent":\#(used),"window_minutes":300,\#(later)}}"#
        let event = #"{"type":"codex.rate_limits","rate_limits":\#(limits)\#(name)}"#
        return finding("codex", 200, "data: \(event)\n\n", phase: .stream)
    }

    @Test func `an event of a stream has the same windows`() {
        let found = event("", "42.0")
        #expect(found.category == .ok)
        #expect(found.readings.map(\.name) == ["primary"])
        #expect(found.readings.map(\.usedPercent) == [42])
        #expect(found.readings.map(\.length) == [.hours(5)])
        #expect(event("", "100").block == ends(in: 3600, .resetAt))
        #expect(event("", "100").window == "primary")
        #expect(event("", "100").retry == .none)
    }

    @Test func `an event may be of another limit`() {
        let review = event(#","metered_limit_name":"codex-code-review""#, "100")
        #expect(review.category == .ok)
        #expect(review.readings.map(\.name) == ["code_review"])
        let other = event(#","limit_name":"codex_other""#, "100")
        #expect(other.category == .ok)
        #expect(other.readings.first?.models?.text == "codex_other")
    }

    @Test func `a review's window is named, and blocks no account`() {
        let document =
            #"{"code_review_rate_limit":{"limit_reached":true,"#
            + #""primary_window":\#(window("100", 604_800, later))}}"#
        #expect(readings("codex", document).map(\.name) == ["code_review"])
        #expect(finding("codex", 200, document, phase: .usage).category == .ok)
    }
}
