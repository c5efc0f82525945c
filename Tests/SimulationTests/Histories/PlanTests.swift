import Leasing
import Simulation
import Testing

struct PlanTests {
    @Test func `a seed has one plan`() {
        #expect(Plan(seed: 9, stepCount: 50).steps == Plan(seed: 9, stepCount: 50).steps)
        #expect(Plan(seed: 9, stepCount: 50).steps != Plan(seed: 10, stepCount: 50).steps)
    }

    @Test func `the time of steps that are left out stays`() {
        let plan = Plan(seed: 9, stepCount: 50)
        let last = plan.keeping { place, _ in place == plan.steps.count - 1 }
        let whole = plan.steps.map(\.gap.nanoseconds).reduce(0, +)
        #expect(last.steps.count == 1)
        #expect(last.steps.first?.gap.nanoseconds == whole)
    }
}
