import Leasing
import Simulation
import Testing

struct KnownLeaseTests {
    @Test func `a lease ends at its deadline, also one that was renewed for less`() {
        var court = Court()
        court.lease("one", fence: 1)
        court.ask(.renew(lease: "one", term: 2000)) {
            #"{"id":\#($0),"result":{"expires_in_ms":2000}}"#
        }
        court.pass(.milliseconds(1999))
        court.step { $0.requireLoad(leases: 1) }
        court.pass(.milliseconds(1))
        court.step { $0.requireLoad(leases: 0) }
        #expect(court.breach == nil)
    }

    @Test func `how a lease has ended is known for a minute`() {
        var court = Court()
        court.lease("one", fence: 1)
        let release = Call.Content.release(lease: "one")
        court.ask(release) { #"{"id":\#($0),"result":{"released":true,"state":"released"}}"# }
        court.pass(.seconds(61))
        court.ask(release) { Court.refusal($0, "LEASE_UNKNOWN") }
        #expect(court.breach == nil)
        court.ask(release) { #"{"id":\#($0),"result":{"released":false,"state":"released"}}"# }
        #expect(court.breach == .oneHolder)
    }
}
