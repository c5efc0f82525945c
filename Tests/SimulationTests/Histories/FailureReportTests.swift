import Simulation
import Testing

struct FailureReportTests {
    @Test func `a seed that holds has no failure to report`() {
        let report = FailureReport(seed: 1, stepCount: 20)
        #expect(report.lines == ["seed 1 does not fail"])
    }
}
