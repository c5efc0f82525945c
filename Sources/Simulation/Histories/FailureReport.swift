/// What is said of a seed that fails.
package struct FailureReport: Sendable {
    /// The lines, the history's and those of the shortest one that fails alike.
    package let lines: [String]

    /// Runs a seed again, tells its history, and shrinks it.
    package init(seed: UInt64, stepCount: Int) {
        let plan = Plan(seed: seed, stepCount: stepCount)
        let whole = Simulation.run(plan, isTold: true)
        guard let breach = whole.breaches.first else {
            lines = ["seed \(seed) does not fail"]
            return
        }
        var shrinker = Shrinker { plan in
            Simulation.run(plan).breaches.first?.invariant == breach.invariant
        }
        let short = shrinker.shrink(plan)
        let shortened = Simulation.run(short, isTold: true)
        var lines = ["seed \(seed) with \(plan.steps.count) steps:"]
        lines += whole.lines.suffix(400)
        lines.append("the shortest history of seed \(seed) that fails alike:")
        lines += shortened.lines
        let kinds = short.steps.map { "\($0.kind.rawValue) by \($0.client)" }
        lines.append("steps: " + kinds.joined(separator: ", "))
        lines.append("FAILED \(breach.invariant.rawValue): seed \(seed): \(breach.what)")
        self.lines = lines
    }
}
