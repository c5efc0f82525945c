import Leasing
import Simulation
import Testing

struct OracleLeasesTests {
    @Test func `an instance is told of its orphans`() {
        for count in [1, 2] {
            var court = Court()
            let hello = Call.Content.hello(instance: "instance-one")
            court.ask(hello) { #"{"id":\#($0),"result":{"resumed_leases":0}}"# }
            court.lease("one", fence: 1)
            court.step { oracle in _ = oracle.disconnect(0) }
            court.ask(hello, on: 1) { #"{"id":\#($0),"result":{"resumed_leases":\#(count)}}"# }
            #expect(court.breach == (count == 1 ? nil : .oneHolder))
        }
    }

    @Test func `the lease of a dead process has ended, that of one that lives is orphaned`() {
        for isDead in [true, false] {
            var court = Court()
            court.lease("one", fence: 1)
            court.step { oracle in
                let holder = oracle.disconnect(0)
                if isDead { oracle.processEnded(holder) }
            }
            court.step { $0.requireLoad(leases: isDead ? 0 : 1) }
            #expect(court.breach == nil)
            court.pass(.seconds(5))
            court.step { $0.requireLoad(leases: 0) }
            #expect(court.breach == nil)
        }
    }

    @Test func `another user's lease is unknown`() {
        var court = Court()
        court.lease("one", fence: 1)
        court.step { oracle in _ = oracle.connect(uid: 7) }
        court.ask(.renew(lease: "one", term: nil), on: 2) {
            #"{"id":\#($0),"result":{"expires_in_ms":3600000}}"#
        }
        #expect(court.breach == .oneHolder)
    }
}
