import Leasing
import Providers
import Testing

@Suite struct CodexWindowsTests {
    private func windows(_ headers: [String: String]) -> [WindowReading] {
        finding("codex", 200, "", headers).readings
    }

    private func window(_ stem: String, _ used: String, minutes: String? = nil) -> [String: String]
    {
        var headers = ["X-Codex-\(stem)-Used-Percent": used]
        if let minutes { headers["x-codex-\(stem)-window-minutes"] = minutes }
        return headers
    }

    @Test func `windows are named by length, whichever place they have`() {
        let swapped = window("primary", "5", minutes: "10080")
            .merging(window("secondary", "7", minutes: "300")) { $1 }
        let shares = Dictionary(
            uniqueKeysWithValues: windows(swapped).map { ($0.name, $0.usedPercent) })
        #expect(shares == ["secondary": 5, "primary": 7])
        #expect(windows(window("primary", "9", minutes: "10080")).map(\.name) == ["secondary"])
        #expect(windows(window("primary", "9", minutes: "60")).map(\.name) == ["primary"])
    }

    @Test func `two windows of one length keep their places' names`() {
        let same = window("primary", "5", minutes: "300")
            .merging(window("secondary", "7", minutes: "300")) { $1 }
        #expect(Set(windows(same).map(\.name)) == ["primary", "secondary"])
    }

    @Test func `a window without anything in it is none`() {
        #expect(windows(window("primary", "0", minutes: "0")).isEmpty)
        #expect(windows(window("primary", "0")).isEmpty)
        #expect(windows(window("primary", "1")).count == 1)
        #expect(windows(window("primary", "0", minutes: "300")).count == 1)
    }

    @Test func `full is what says when it opens`() {
        var headers = window("primary", "100", minutes: "300")
        #expect(windows(headers).map(\.isLimitReached) == [false])
        headers["x-codex-primary-reset-at"] = "1785540000"
        #expect(windows(headers).map(\.isLimitReached) == [false])
        headers["x-codex-primary-reset-after-seconds"] = "60"
        #expect(windows(headers).map(\.isLimitReached) == [true])
        #expect(windows(headers).map(\.resetsAt) == [august + .seconds(60)])
        headers["x-codex-primary-reset-at"] = "1785542500"
        #expect(windows(headers).map(\.resetsAt) == [august + .seconds(100)])
    }

    @Test func `extra limits have names and models of their own`() {
        let found = windows(window("bengalfox-primary", "5", minutes: "300"))
        #expect(found.map(\.name) == ["codex_bengalfox"])
        #expect(found.first?.models?.matches("gpt-5.3-codex-spark") == true)
        #expect(found.first?.models?.matches("gpt-5.4") == false)
        let other = windows(window("other-primary", "5"))
        #expect(other.first?.models?.matches("gpt-5.4") == false)
    }

    @Test func `a hostile number of families is cut`() {
        let headers = Dictionary(
            uniqueKeysWithValues: (0..<100).map { ("x-codex-f\($0)-primary-used-percent", "5") })
        #expect(windows(headers).count == 16)
    }
}
