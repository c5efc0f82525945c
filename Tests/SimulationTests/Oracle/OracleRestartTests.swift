import Leasing
import Simulation
import Testing

struct OracleRestartTests {
    @Test func `leases outlive the daemon, and their holders have fifteen seconds`() {
        var court = Court()
        court.lease("one", fence: 1)
        court.step { $0.restart() }
        court.step { $0.requireLoad(leases: 1) }
        court.pass(.milliseconds(14_999))
        court.step { $0.requireLoad(leases: 1) }
        #expect(court.breach == nil)
        court.pass(.milliseconds(1))
        court.step { $0.requireLoad(leases: 0) }
        #expect(court.breach == nil)
    }

    @Test func `a lease that the next daemon does not know is missed`() {
        var court = Court()
        court.lease("one", fence: 1)
        court.step { $0.restart() }
        court.step { $0.requireLoad(leases: 0) }
        #expect(court.breach == .inFlight)
    }

    @Test func `the next daemon's fences are higher`() {
        for fence in [1, 2] {
            var court = Court()
            court.lease("one", fence: 1)
            court.step { $0.restart() }
            court.step { oracle in _ = oracle.connect(uid: 1000) }
            court.lease("two", of: "b", fence: fence, on: 2)
            #expect(court.breach == (fence == 2 ? nil : .fencesIncrease))
        }
    }

    @Test func `a holder that comes back is told of its leases`() {
        for count in [0, 1] {
            var court = Court()
            let hello = Call.Content.hello(instance: "instance-one")
            court.ask(hello) { #"{"id":\#($0),"result":{"resumed_leases":0}}"# }
            court.lease("one", fence: 1)
            court.step { $0.restart() }
            court.step { oracle in _ = oracle.connect(uid: 1000) }
            court.ask(hello, on: 2) { #"{"id":\#($0),"result":{"resumed_leases":\#(count)}}"# }
            #expect(court.breach == (count == 1 ? nil : .oneHolder))
        }
    }
}
