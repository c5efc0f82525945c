import Simulation
import Testing

struct ShrinkerTests {
    @Test func `what is not needed to fail is left out`() {
        let plan = Plan(seed: 4, stepCount: 120)
        let needed = [plan.steps[17].word, plan.steps[90].word]
        var shrinker = Shrinker { plan in
            needed.allSatisfy { word in plan.steps.contains { $0.word == word } }
        }
        #expect(shrinker.shrink(plan).steps.map(\.word) == needed)
    }

    @Test func `patience has an end`() {
        let plan = Plan(seed: 4, stepCount: 120)
        var shrinker = Shrinker(patience: 0) { _ in true }
        #expect(shrinker.shrink(plan).steps.count == plan.steps.count)
    }
}
