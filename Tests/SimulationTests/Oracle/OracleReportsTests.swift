import Leasing
import Simulation
import Testing

struct OracleReportsTests {
    private func telling(
        streamed isStreamed: Bool = false, sequence: Int? = nil
    ) -> Call.Content {
        var telling = Call.Telling(lease: "one", answer: UpstreamAnswer(500))
        telling.isStreamed = isStreamed
        telling.sequence = sequence
        return .report(telling)
    }

    @Test func `the attempts of a request are bounded by the pool's size`() {
        for attempt in [1, 2] {
            var wish = SelectWish(provider: "p")
            wish.attempt = attempt
            var court = Court()
            court.lease("one", fence: 1, wish: wish)
            court.ask(telling()) { Court.verdict($0, "rate_limited", retry: "other") }
            #expect(court.breach == (attempt == 1 ? nil : .attemptsHold))
        }
    }

    @Test func `ten retries in ten seconds, and no eleventh`() {
        var court = Court()
        court.lease("one", fence: 1)
        for _ in 0..<10 { court.ask(telling()) { Court.verdict($0, "transient", retry: "wait") } }
        #expect(court.breach == nil)
        court.ask(telling()) { Court.verdict($0, "transient", retry: "wait") }
        #expect(court.breach == .budgetHolds)
    }

    @Test func `nothing is tried again after the first byte`() {
        var court = Court()
        court.lease("one", fence: 1)
        court.ask(telling(streamed: true)) { Court.verdict($0, "transient", retry: "other") }
        #expect(court.breach == .noRetryAfterFirstByte)
    }

    @Test func `a repeated report is known as one`() {
        var court = Court()
        court.lease("one", fence: 1)
        court.ask(telling(sequence: 1)) { Court.verdict($0, "client_error") }
        court.ask(telling(sequence: 1)) { Court.verdict($0, "client_error", skip: "DUPLICATE_SEQ") }
        #expect(court.breach == nil)
        court.ask(telling(sequence: 1)) { Court.verdict($0, "client_error") }
        #expect(court.breach == .answeredOnce)
    }

    @Test func `a verdict of the same account has ended the lease`() {
        for state in ["released", "active"] {
            var court = Court()
            court.lease("one", fence: 1)
            court.ask(telling()) {
                Court.verdict($0, "auth_expired", retry: "same", state: state)
            }
            #expect(court.breach == (state == "released" ? nil : .endsOnce))
        }
    }
}
