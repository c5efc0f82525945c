import Leasing
import Simulation
import Testing

struct OracleArrivalsTests {
    private static let late =
        #"{"method":"$/goaway","params":{"reason":"FRAME_TIMEOUT"}}"#

    @Test(arguments: [4999, 5000])
    func `a frame has five seconds from its own first byte`(milliseconds: Int64) {
        var court = Court()
        court.step {
            $0.stands(0, isInside: true, isActing: true, isBusy: false, isBehind: false)
        }
        court.pass(.seconds(4))
        court.step { oracle in
            oracle.arrived(Call(id: 1, .ask(.health)), on: 0)
            Court.tell(&oracle, #"{"id":1,"result":{}}"#, on: 0)
            oracle.stands(0, isInside: true, isActing: true, isBusy: false, isBehind: false)
        }
        court.pass(.milliseconds(milliseconds))
        court.step { Court.tell(&$0, Self.late, on: 0) }
        #expect(court.breach == (milliseconds < 5000 ? .endIsDeserved : nil))
    }

    @Test func `who follows another's key waits as long as that one`() {
        var wish = SelectWish(provider: "p")
        wish.wait = 1000
        wish.key = "0123456789abcdef"
        var court = Court()
        court.ask(.select(wish))
        court.pass(.milliseconds(600))
        court.ask(.select(wish), on: 1)
        court.pass(.milliseconds(400))
        court.step { $0.requirePunctual(nil) }
        #expect(court.oracle.breaches.count { $0.invariant == .punctual } >= 2)
    }

    @Test(arguments: [true, false])
    func `who follows a refused one is refused with it, or has come after it`(isLate: Bool) {
        var wish = SelectWish(provider: "p")
        wish.wait = 1000
        wish.key = "0123456789abcdef"
        var court = Court()
        court.lease("one", fence: 1)
        court.lease("two", of: "b", fence: 2)
        let leader = court.ask(.select(wish))
        if !isLate { court.ask(.select(wish), on: 1) }
        court.pass(.milliseconds(10))
        court.step { oracle in
            if isLate { oracle.arrived(Call(id: 90, .select(wish)), on: 1) }
            let more = #","total":2,"blocked":{"cooldown":2}"#
            Court.tell(&oracle, Court.refusal(leader, "NO_ELIGIBLE_ACCOUNT", more), on: 0)
            oracle.stands(1, isInside: false, isActing: true, isBusy: false, isBehind: false)
        }
        #expect(court.breach == (isLate ? nil : .answeredOnce))
    }
}
