import Simulation
import Testing

struct StepTests {
    @Test func `calls are no faults`() {
        #expect(!Step.Kind.select.isFault)
        #expect(Step.Kind.die.isFault)
        let plan = Plan(seed: 3, stepCount: 400)
        #expect(plan.steps.contains { $0.kind == .select })
    }
}
