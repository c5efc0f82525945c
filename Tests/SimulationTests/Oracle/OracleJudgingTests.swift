import Leasing
import Simulation
import Testing

struct OracleJudgingTests {
    private static var waiting: SelectWish {
        var wish = SelectWish(provider: "p")
        wish.wait = 1000
        return wish
    }

    @Test func `nobody waits while an account is available`() {
        var court = Court()
        court.lease("one", fence: 1)
        court.ask(.select(Self.waiting))
        court.observe(
            Court.summary("a", inUse: 1, state: "at_capacity") + "," + Court.summary("b"))
        #expect(court.oracle.breaches.contains { $0.invariant == .noIdleAccount })
    }

    @Test func `nobody is refused while a lease may end in time`() {
        var court = Court()
        court.lease("one", fence: 1)
        court.lease("two", of: "b", fence: 2)
        let more = #","total":2,"blocked":{"at_capacity":2}"#
        court.ask(.select(Self.waiting)) { Court.refusal($0, "NO_ELIGIBLE_ACCOUNT", more) }
        court.observe("")
        #expect(court.oracle.breaches.contains { $0.invariant == .hopeIsKept })
    }

    @Test func `the daemon wants to be called before anything is due`() {
        for late in [false, true] {
            var court = Court()
            court.lease("one", fence: 1)
            let due = court.now.instant + .hours(1) + (late ? .milliseconds(1) : .zero)
            court.step { $0.requirePunctual(due) }
            #expect(court.breach == (late ? .punctual : nil))
        }
    }

    @Test func `a wait that is over is answered`() {
        var court = Court()
        court.ask(.select(Self.waiting))
        court.pass(.seconds(1))
        let next = court.now.instant + .seconds(9)
        court.step { $0.requirePunctual(next) }
        #expect(court.breach == .punctual)
    }

    @Test func `all are answered in the end, and no lease outlives its terms`() {
        var court = Court()
        court.ask(.select(Self.waiting))
        court.oracle.requireAnswers()
        #expect(court.breach == .answeredOnce)
        court = Court()
        court.lease("one", fence: 1)
        court.oracle.requireNothing()
        #expect(court.breach == .termsHold)
    }
}
