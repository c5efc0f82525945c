import AccountClient
import Testing

struct HeldLeaseTests {
    private let own = OwnAccount(
        headers: [CredentialHeader(name: "a", value: "b")], baseURL: "https://x")

    @Test func `a lease counts its reports`() {
        var lease = HeldLease(own, Wish(provider: "p"))
        let numbers = [lease.nextReport(), lease.nextReport()]
        #expect(numbers == [1, 2])
    }

    @Test func `without a word all went well`() {
        let lease = HeldLease(own, Wish(provider: "p"))
        let report = lease.success
        #expect(report == Report(.status(200)))
    }

    @Test func `what was noted is in the report, whichever it is`() {
        var lease = HeldLease(own, Wish(provider: "p"))
        lease.noteAnswer(status: 201, headers: [Header(name: "c", value: "d")])
        lease.noteUsage(inputTokens: 1, outputTokens: 2)
        lease.markStreaming()
        let success = lease.success
        #expect(success.outcome == .status(201))
        #expect(success.headers == [Header(name: "c", value: "d")])
        #expect(success.isStreamed)
        let failure = lease.report(on: UpstreamFailure(.streamError, phase: .midStream))
        #expect(failure.outcome == .error(.streamError))
        #expect((failure.inputTokens, failure.outputTokens) == (1, 2))
        #expect(failure.isStreamed)
        let abort = lease.report(on: nil)
        #expect(abort.outcome == .error(.cancelled))
        #expect(abort.isStreamed)
    }

    @Test func `how far the answer came and how long it took are in every report`() {
        var lease = HeldLease(own, Wish(provider: "p"))
        lease.notePhase(.end)
        lease.noteLatency(.milliseconds(7))
        let reports = [
            lease.success, lease.report(on: nil),
            lease.report(on: UpstreamFailure(status: 500, headers: [], body: [])),
        ]
        for report in reports {
            #expect(report.phase == .end)
            #expect(report.latency == .milliseconds(7))
        }
    }

    @Test func `what a failure says of itself is better than what was noted`() {
        var lease = HeldLease(own, Wish(provider: "p"))
        lease.notePhase(.headers)
        let report = lease.report(on: UpstreamFailure(.streamError, phase: .midStream))
        #expect(report.phase == .midStream)
    }

    @Test func `the caller's own account is no lease`() {
        let lease = HeldLease(own, Wish(provider: "p", model: "m"))
        let (isOwn, headers, url, model) = (
            lease.isOwnAccount, lease.headers, lease.baseURL, lease.model
        )
        #expect(isOwn)
        #expect(headers == own.headers)
        #expect((url, model) == ("https://x", "m"))
    }
}
