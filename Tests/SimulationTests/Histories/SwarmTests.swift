import Simulation
import Testing

struct SwarmTests {
    @Test func `each seed leaves something out, and nothing is always left out`() {
        var seen: Set<String> = []
        for seed in 0..<50 {
            let swarm = Plan(seed: UInt64(seed), stepCount: 1).swarm
            #expect(swarm.kinds.count < Step.Kind.allCases.count)
            #expect(swarm.kinds.contains(.select))
            seen.formUnion(swarm.kinds.map(\.rawValue))
        }
        #expect(seen.count == Step.Kind.allCases.count - 1, "all but the daemon's drain")
    }
}
