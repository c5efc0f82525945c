import Leasing
import Simulation
import Testing

struct KnownHoldersTests {
    @Test func `the leases of an instance are orphaned with its last connection only`() {
        var court = Court()
        for line in 0..<2 {
            court.ask(.hello(instance: "instance-one"), on: line) {
                #"{"id":\#($0),"result":{"resumed_leases":0}}"#
            }
        }
        court.lease("one", fence: 1)
        court.step { oracle in _ = oracle.disconnect(0) }
        court.pass(.seconds(9))
        court.step { $0.requireLoad(leases: 1) }
        court.step { oracle in _ = oracle.disconnect(1) }
        court.pass(.seconds(5))
        court.step { $0.requireLoad(leases: 0) }
        #expect(court.breach == nil)
    }
}
