import AccountClient
import Testing

struct UpstreamFailureTests {
    @Test func `a failure says what the upstream said`() {
        let headers = [Header(name: "retry-after", value: "7")]
        let failure = UpstreamFailure(status: 429, headers: headers, body: [1])
        #expect(failure.status == 429)
        #expect(failure.headers == headers)
        #expect(failure.body == [1])
        #expect(failure.retryAfter == nil)
        #expect(failure.description == "the upstream answered 429")
    }

    @Test func `a failure without a status has its cause`() {
        let failure = UpstreamFailure(.timeout, phase: .headers)
        #expect(failure.status == nil)
        #expect(failure.report.phase == .headers)
        #expect(failure.description == "the upstream failed: timeout")
        #expect(UpstreamFailure(failure.report) == failure)
    }
}
