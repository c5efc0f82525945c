import Simulation

/// Histories of some seeds, told in lines, run once for all tests that look into them.
enum ToldHistories {
    static let outcomes: [Outcome] = (1...64).map { seed in
        Simulation.run(Plan(seed: seed, stepCount: 120), isTold: true)
    }

    /// Whether something is told of any of them.
    static func tell(of text: String) -> Bool {
        outcomes.contains { $0.lines.contains { $0.contains(text) } }
    }
}
