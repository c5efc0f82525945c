/// How often lengths of time were how long.
///
/// One row of bounds serves the wait for an account and the answer of a model alike, so that the
/// two can be laid over each other.
package struct Histogram: Sendable {
    /// The upper ends of the buckets; what is longer than the last is in one more.
    package static let bounds = ends.indices.map { Interval(nanoseconds: ends[$0]) }

    /// The same, in a row that is looked through for each length.
    private static let ends: [15 of Int64] = [
        5_000_000, 25_000_000, 100_000_000, 250_000_000, 500_000_000, 1_000_000_000,
        2_500_000_000, 5_000_000_000, 10_000_000_000, 20_000_000_000, 30_000_000_000,
        60_000_000_000, 120_000_000_000, 300_000_000_000, 600_000_000_000,
    ]

    private var counts = [16 of Int](repeating: 0)
    /// The sum of all lengths, in seconds.
    package private(set) var seconds = 0.0

    /// Has counted nothing.
    package init() {}

    /// Counts a length. All ends are compared, without a branch: they are few.
    package mutating func record(_ length: Interval) {
        var place = 0
        for index in Self.ends.indices {
            place &+= length.nanoseconds > Self.ends[index] ? 1 : 0
        }
        counts[place] &+= 1
        seconds += Double(length.nanoseconds) / 1e9
    }

    /// Counts a length of no time, as most waits are.
    package mutating func recordNone() {
        counts[0] &+= 1
    }

    /// How many lengths were counted that are no longer than each bound, and at the end how many
    /// in all.
    package var cumulative: [Int] {
        var sum = 0
        return counts.indices.map { place in
            sum += counts[place]
            return sum
        }
    }

    /// How many lengths were counted.
    package var count: Int { cumulative.last ?? 0 }
}
