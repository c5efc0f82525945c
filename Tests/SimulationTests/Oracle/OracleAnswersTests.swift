import Leasing
import Simulation
import Testing

struct OracleAnswersTests {
    @Test func `an answer that nobody asked for, or twice, is one too many`() {
        var court = Court()
        court.ask(.ask(.health)) { #"{"id":\#($0),"result":{}}"# }
        #expect(court.breach == nil)
        court.step { Court.tell(&$0, #"{"id":1,"result":{}}"#, on: 0) }
        #expect(court.breach == .answeredOnce)
    }

    @Test func `a frame's keys are sorted and nothing is between them`() {
        for text in [#"{"id":1,"result":{}}"#, #"{"result":{},"id":1}"#, #"{"id":1, "result":{}}"#]
        {
            var court = Court()
            court.step { oracle in
                oracle.arrived(Call(id: 1, .ask(.health)), on: 0)
                oracle.answered(Array(text.utf8), on: 0)
            }
            #expect((court.breach == nil) == (text == #"{"id":1,"result":{}}"#))
        }
    }

    @Test func `a lease that has ended is not released once more`() {
        var court = Court()
        court.lease("one", fence: 1)
        for expected in [nil, Invariant.endsOnce] {
            court.ask(.release(lease: "one")) {
                #"{"id":\#($0),"result":{"released":true,"state":"released"}}"#
            }
            #expect(court.breach == expected)
        }
    }

    /// Two releases of one lease in a turn, the second one's answer read first; `nil` when none
    /// released it.
    @Test(arguments: [true, nil])
    func `the answers of a turn may be read in another order than they were decided in`(
        didRelease: Bool?
    ) {
        var court = Court()
        court.lease("one", fence: 1)
        court.step { oracle in
            oracle.arrived(Call(id: 8, .release(lease: "one")), on: 0)
            oracle.arrived(Call(id: 9, .release(lease: "one")), on: 1)
            Court.tell(
                &oracle, #"{"id":9,"result":{"released":false,"state":"released"}}"#, on: 1)
            let text = #"{"id":8,"result":{"released":\#(didRelease ?? false),"state":"released"}}"#
            Court.tell(&oracle, text, on: 0)
        }
        #expect(court.breach == (didRelease == true ? nil : .endsOnce))
    }

    @Test func `a renewal reaches an hour from the grant at most`() {
        for left in [2_400_000, 3_600_000] {
            var court = Court()
            court.lease("one", fence: 1)
            court.pass(.minutes(20))
            court.ask(.renew(lease: "one", term: nil)) {
                #"{"id":\#($0),"result":{"expires_in_ms":\#(left)}}"#
            }
            #expect(court.breach == (left == 2_400_000 ? nil : .termsHold))
        }
    }
}
