import Leasing

/// All that is going to be done to the world of one seed.
package struct Plan: Sendable {
    /// Where all of it comes from.
    package let seed: UInt64
    /// What the world is like.
    package let swarm: Swarm
    /// What is done, in its order.
    package private(set) var steps: [Step]

    /// Draws the history of a seed.
    package init(seed: UInt64, stepCount: Int) {
        self.seed = seed
        var random = SeededRandom(seed: seed)
        swarm = Swarm(&random)
        steps = []
        for _ in 0..<stepCount {
            let kind = swarm.kind(&random)
            let gap = swarm.gap(&random)
            steps.append(
                Step(
                    kind: kind, client: random.below(swarm.clients), gap: gap, word: random.next()))
        }
        if random.once(in: 3) {
            steps.append(Step(kind: .drain, client: 0, gap: .zero, word: random.next()))
        }
    }

    /// The same world with fewer steps; the time between those that are left stays.
    package func keeping(_ isKept: (Int, Step) -> Bool) -> Plan {
        var plan = self
        plan.steps = []
        var time = steps.first?.gap ?? .zero
        for (place, step) in steps.enumerated() {
            if place > 0 { time = time + step.gap }
            guard isKept(place, step) else { continue }
            plan.steps.append(
                Step(kind: step.kind, client: step.client, gap: time, word: step.word))
            time = .zero
        }
        return plan
    }

    /// The same plan with its steps in place of these.
    package func replacing(_ steps: [Step]) -> Plan {
        var plan = self
        plan.steps = steps
        return plan
    }
}
