import AccountClient
import Testing

struct ShadowReportTests {
    private func report(_ answer: String, own: String = "claude-a") -> ShadowReport {
        ShadowReport(
            .success(Array(answer.utf8)), own: own, for: Wish(provider: "claude"), isLate: false)
    }

    @Test func `the same account is an agreement, whatever the reason`() {
        let report = self.report("{\"accounts\":[],\"chosen\":\"claude-a\",\"why\":\"half_open\"}")
        #expect(report == .agreement(why: "half_open"))
        #expect(report.description == "accountd would lend the same account (half_open)")
    }

    @Test func `another account is a difference`() {
        guard
            case .difference(let difference) = report(
                "{\"accounts\":[],\"chosen\":\"claude-b\",\"why\":\"only\"}")
        else {
            Issue.record("no difference")
            return
        }
        #expect((difference.own, difference.chosen) == ("claude-a", "claude-b"))
        #expect(difference.why == "only")
        #expect(difference.standing == nil)
    }

    @Test func `no account is a difference, too`() {
        let report = self.report("{\"accounts\":[],\"why\":\"none_eligible\"}")
        #expect(
            report.description == "claude: the caller used claude-a, accountd would lend none "
                + "(none_eligible); it has no claude-a")
    }

    @Test func `an answer that cannot be read is dropped`() {
        let report = self.report("{}")
        #expect(
            report.description == "not compared: unsupported, "
                + "the daemon's answer to Explain is not the protocol's")
    }
}
