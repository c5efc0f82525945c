import Simulation
import Testing

struct WorldStepsTests {
    @Test(arguments: Step.Kind.allCases)
    func `each kind of step is done`(kind: Step.Kind) {
        #expect(ToldHistories.tell(of: " \(kind.rawValue) by "))
    }

    @Test func `faults are counted`() {
        let faults = ToldHistories.outcomes.reduce(0) { $0 + $1.faultCount }
        #expect(faults > ToldHistories.outcomes.count)
    }
}
