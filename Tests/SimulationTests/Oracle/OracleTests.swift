import Leasing
import Simulation
import Testing

struct OracleTests {
    @Test func `a daemon that does as it should is blamed for nothing`() {
        var court = Court()
        court.lease("one", fence: 1)
        court.lease("two", of: "b", fence: 2, on: 1)
        court.ask(.release(lease: "one")) {
            #"{"id":\#($0),"result":{"released":true,"state":"released"}}"#
        }
        court.observe(
            Court.summary("a") + "," + Court.summary("b", inUse: 1, state: "at_capacity"), inUse: 1)
        #expect(court.breach == nil)
    }

    @Test func `an account that is disabled loses its leases, and their holder is told`() {
        for isTold in [true, false] {
            var court = Court()
            court.lease("one", fence: 1)
            court.step { oracle in
                oracle.adopt([Court.account("a", isEnabled: false), Court.account("b")])
                guard isTold else { return }
                let push =
                    #"{"method":"$/lease_revoked","params":{"lease_id":"one","#
                    + #""reason":"ACCOUNT_DISABLED"}}"#
                Court.tell(&oracle, push, on: 0)
            }
            #expect(court.breach == (isTold ? nil : .holderIsTold))
        }
    }
}
