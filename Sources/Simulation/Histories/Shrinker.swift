/// Leaves out of a plan that fails whatever it fails without.
package struct Shrinker: Sendable {
    private let fails: @Sendable (Plan) -> Bool
    /// How many runs it may take.
    private var patience: Int

    /// Shrinks plans for which something holds.
    ///
    /// - Parameter patience: the most plans that are tried.
    package init(patience: Int = 600, fails: @escaping @Sendable (Plan) -> Bool) {
        self.patience = patience
        self.fails = fails
    }

    /// The shortest plan that was found to fail: first whole kinds of steps are left out and whole
    /// clients, then stretches of steps, ever shorter ones.
    package mutating func shrink(_ plan: Plan) -> Plan {
        var plan = plan
        for kind in Step.Kind.allCases { tryKeeping(&plan) { $1.kind != kind } }
        for client in 0..<plan.swarm.clients { tryKeeping(&plan) { $1.client != client } }
        var length = plan.steps.count / 2
        while length > 0 {
            var start = 0
            while start < plan.steps.count {
                let cut = start..<(start + length)
                if !tryKeeping(&plan, { place, _ in !cut.contains(place) }) { start += length }
            }
            length /= 2
        }
        return plan
    }

    @discardableResult
    private mutating func tryKeeping(
        _ plan: inout Plan, _ isKept: (Int, Step) -> Bool
    ) -> Bool {
        let shorter = plan.keeping(isKept)
        guard patience > 0, shorter.steps.count < plan.steps.count else { return false }
        patience -= 1
        guard fails(shorter) else { return false }
        plan = shorter
        return true
    }
}
