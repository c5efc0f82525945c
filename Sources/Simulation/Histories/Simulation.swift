/// Runs histories and makes those that fail shorter.
package enum Simulation {
    /// How many steps the history of a seed has when nobody says.
    package static let usualSteps = 1000

    /// Runs a plan.
    package static func run(_ plan: Plan, isTold: Bool = false) -> Outcome {
        var world = World(plan, isTold: isTold)
        for step in plan.steps { world.perform(step) }
        world.finish()
        return world.outcome
    }

    /// Runs the history of a seed.
    package static func run(seed: UInt64, stepCount: Int = usualSteps) -> Outcome {
        run(Plan(seed: seed, stepCount: stepCount))
    }
}
