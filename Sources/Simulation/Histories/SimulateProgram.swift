/// The body of the program `simulate`.
package enum SimulateProgram {
    private static let usage = """
        usage: simulate SEED COUNT [STEPS]
        Runs the histories of COUNT seeds from SEED on. A seed is a number, or a Git hash.
        """

    /// Runs the histories that the arguments name.
    ///
    /// A history that fails is printed, and then the shortest one found that fails alike.
    ///
    /// - Returns: the exit status: 0 when none failed, 1 when one did, 64 for a usage error.
    package static func run(_ arguments: [String], print: (String) -> Void) -> Int32 {
        guard (2...3).contains(arguments.count), let first = seed(arguments[0]),
            let count = Int(arguments[1]), count > 0,
            let steps = arguments.count < 3 ? Simulation.usualSteps : Int(arguments[2]), steps > 0
        else {
            print(usage)
            return 64
        }
        var digest = History(isTold: false)
        var (faults, turns) = (0, 0)
        for offset in 0..<count {
            let seed = first &+ UInt64(offset)
            let outcome = Simulation.run(seed: seed, stepCount: steps)
            digest.mix(outcome.digest)
            faults += outcome.faultCount
            turns += outcome.turnCount
            guard outcome.breaches.isEmpty else {
                for line in FailureReport(seed: seed, stepCount: steps).lines { print(line) }
                return 1
            }
            if offset % 1000 == 999 { print("\(offset + 1) seeds, the last is \(seed)") }
        }
        print("\(count) seeds, \(turns) turns, \(faults) faults, digest \(digest.digest)")
        return 0
    }

    /// A seed by its text: a decimal number, or the first sixteen digits of a hexadecimal one.
    package static func seed(_ text: String) -> UInt64? {
        UInt64(text) ?? (text.count >= 7 ? UInt64(text.prefix(16), radix: 16) : nil)
    }
}
