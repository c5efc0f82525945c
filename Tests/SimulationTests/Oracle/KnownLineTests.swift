import Simulation
import Testing

struct KnownLineTests {
    @Test func `after its goaway a connection is owed nothing`() {
        var court = Court()
        court.ask(.select(SelectWish(provider: "p")))
        court.step { oracle in
            oracle.sent(.bytes, on: 0)
            Court.tell(&oracle, #"{"method":"$/goaway","params":{"reason":"NOT_A_FRAME"}}"#, on: 0)
        }
        court.oracle.requireAnswers()
        #expect(court.breach == nil)
        court.step { Court.tell(&$0, #"{"id":1,"result":{}}"#, on: 0) }
        #expect(court.breach == .answeredOnce)
    }
}
