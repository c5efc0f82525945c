import AccountClient
import Benching
import Testing

struct BenchStatusTests {
    @Test func `a fault knows how the program ends and what it says`() {
        let faults: [(BenchFault, Int32)] = [
            (.usage(UsageFault("m")), 64), (.unavailable("m"), 69), (.failed("m"), 1),
        ]
        for (fault, status) in faults {
            #expect(fault.status.rawValue == status)
            #expect(fault.message == "m")
        }
    }
}
