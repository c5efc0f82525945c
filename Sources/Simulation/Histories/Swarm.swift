package import Leasing

/// What the world of one seed does and what it leaves out.
///
/// A world in which everything happens hides what shows only when some of it does not: a queue that
/// is always emptied by cuts is never full. So each seed leaves out some calls and some faults.
package struct Swarm: Sendable {
    /// What may happen.
    package let kinds: [Step.Kind]
    /// How many clients there are.
    package let clients: Int
    /// The longest that a piece of a stream is under way.
    package let latency: Interval
    /// The largest piece in which a stream arrives, in bytes; 1 is byte by byte.
    package let piece: Int
    /// How far apart the pieces of a stream are.
    package let spacing: Interval
    /// The longest usual gap between two steps.
    package let pace: Interval
    /// How many connections a client keeps.
    package let lines: Int
    /// Of how many answers of an upstream one is a failure.
    package let failureRate: Int

    /// Of how many steps one comes after several seconds, and one after up to forty.
    package let lull: Int
    /// Which failure most failures are; `nil` when it may be any.
    package let favourite: Int?

    /// Draws what a seed's world is like.
    package init(_ random: inout SeededRandom) {
        var kinds: [Step.Kind] = []
        for kind in Step.Kind.allCases where kind.weight > 0 {
            let isNeeded = kind == .select || kind == .release
            let isLeftOut = random.once(in: kind.isFault ? 2 : 4)
            if isNeeded || !isLeftOut { kinds.append(kind) }
        }
        self.kinds = kinds
        clients = 2 + random.below(4)
        let latencies: [Int64] = [0, 0, 1, 5, 40, 300]
        latency = .milliseconds(random.pick(latencies) ?? 0)
        piece = random.pick([100_000, 100_000, 100_000, 400, 60, 7]) ?? 400
        spacing = .milliseconds(random.pick([0, 0, 0, 20, 150, 700]) ?? 0)
        pace = .milliseconds(random.pick([2, 50, 400, 3000]) ?? 50)
        lines = 1 + random.below(3)
        failureRate = random.pick([1, 2, 3, 8]) ?? 2
        lull = random.pick([20, 20, 300]) ?? 20
        favourite = random.once(in: 2) ? random.below(10_000) : nil
    }

    /// Draws what is done next.
    func kind(_ random: inout SeededRandom) -> Step.Kind {
        var place = random.below(kinds.reduce(0) { $0 + $1.weight })
        for kind in kinds {
            if place < kind.weight { return kind }
            place -= kind.weight
        }
        return .select
    }

    /// Draws how long nothing is done.
    func gap(_ random: inout SeededRandom) -> Interval {
        switch random.below(lull) {
        case 0: .milliseconds(250 * Int64(random.below(160)))
        case 1: .milliseconds(Int64(random.below(12_000)))
        case 2..<(lull / 2): .zero
        default: Interval(nanoseconds: Int64(random.below(Int(pace.nanoseconds) + 1)))
        }
    }
}
