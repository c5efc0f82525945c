import Simulation
import Testing

struct WorldTests {
    @Test func `a plan of nothing is a world in which nothing happens`() {
        let plan = Plan(seed: 1, stepCount: 0)
        let outcome = Simulation.run(plan.replacing([]), isTold: true)
        #expect(outcome.breaches.isEmpty)
        #expect(outcome.turnCount == 0)
    }

    @Test func `told or not, a history is the same`() {
        let plan = Plan(seed: 5, stepCount: 80)
        let told = Simulation.run(plan, isTold: true)
        #expect(told.digest == Simulation.run(plan).digest)
        #expect(!told.lines.isEmpty)
    }
}
