import Hosting
import Testing

@Suite struct FaultPointTests {
    @Test func `no two places have one name, and none has a separator in it`() {
        let names = FaultPoint.allCases.map(\.rawValue)
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { !$0.isEmpty && !$0.contains(":") })
    }

    @Test(arguments: FaultPoint.allCases)
    func `where nobody asks for a fault, the daemon goes on`(point: FaultPoint) {
        FaultPoint.reach(point)
        #expect(!FaultPoint.fails(point))
        #expect(!FaultPoint.isAwaited(point))
    }
}
