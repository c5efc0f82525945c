/// How many retries a provider may still be asked for: within any ten seconds at most ten, and one
/// more for every five successes of the same ten seconds.
///
/// It keeps a storm of failures from doubling itself on the next account. Counted in steps of a
/// quarter of a second: retries count one step longer than successes do, so that the bound holds
/// for every ten seconds and not only for those that begin with a step.
package struct RetryBudget: Sendable {
    private static let step: UInt64 = 250_000_000
    private static let steps = Int(Limits.budgetSpan.nanoseconds) / Int(step) + 1

    private var successes = [Int](repeating: 0, count: steps)
    private var retries = [Int](repeating: 0, count: steps)
    private var current: UInt64 = 0
    private var successSum = 0
    private var retrySum = 0

    /// Nothing is spent and nothing earned.
    package init() {}

    /// Counts a request that went well.
    package mutating func countSuccess(now: Instant) {
        advance(to: now)
        successes[place(current)] += 1
        successSum += 1
    }

    /// Whether one more retry may be granted.
    package mutating func hasRoom(now: Instant) -> Bool {
        advance(to: now)
        let oldest = successes[place(current + 1)]
        return retrySum < Limits.budgetFloor + (successSum - oldest) / Limits.successesPerRetry
    }

    /// Counts a retry that was granted.
    package mutating func countRetry(now: Instant) {
        advance(to: now)
        retries[place(current)] += 1
        retrySum += 1
    }

    private func place(_ step: UInt64) -> Int { Int(step % UInt64(Self.steps)) }

    private mutating func advance(to now: Instant) {
        let target = now.nanoseconds / Self.step
        guard target > current else { return }
        let passed = min(target - current, UInt64(Self.steps))
        for step in (target - passed + 1)...target {
            successSum -= successes[place(step)]
            retrySum -= retries[place(step)]
            successes[place(step)] = 0
            retries[place(step)] = 0
        }
        current = target
    }
}
