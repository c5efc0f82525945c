/// What a load has seen so far.
package struct Tally: Sendable {
    /// How long the answers took.
    package var latencies = Histogram()
    /// Answers that were errors.
    package var errors = 0
    /// The first of them, as it came.
    package var firstError: [UInt8] = []
    /// How long all of it took, in nanoseconds.
    package var nanoseconds: UInt64 = 0

    /// Starts with nothing.
    package init() {}

    /// Answers that came, errors included.
    package var answers: Int { Int(latencies.count) }

    /// Answers a second.
    package var rate: Double {
        nanoseconds == 0 ? 0 : Double(answers) * 1e9 / Double(nanoseconds)
    }
}
