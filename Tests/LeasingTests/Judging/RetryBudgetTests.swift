import Leasing
import Seeding
import Testing

struct RetryBudgetTests {
    private func at(_ milliseconds: Int) -> Instant {
        Instant(nanoseconds: 1_000_000_000_000) + .milliseconds(Int64(milliseconds))
    }

    @Test(arguments: 0..<40)
    func `with each retry, the last ten seconds hold at most ten and one for five successes`(
        seed: Int
    ) {
        var random = SeededRandom(seed: UInt64(seed))
        var budget = RetryBudget()
        var (retries, successes): ([Int], [Int]) = ([], [])
        var now = 0
        for _ in 0..<600 {
            now += random.below(random.pick([2, 50, 400]))
            if random.once(in: 3) {
                budget.countSuccess(now: at(now))
                successes.append(now)
            } else if budget.hasRoom(now: at(now)) {
                budget.countRetry(now: at(now))
                retries.append(now)
                let spent = retries.count { now - $0 < 10_000 }
                let earned = successes.count { now - $0 < 10_000 }
                #expect(spent <= 10 + earned / 5)
            }
        }
    }

    @Test(arguments: 0..<40)
    func `what is earned may be spent, but for what happened in the step that is ending`(
        seed: Int
    ) {
        var random = SeededRandom(seed: UInt64(seed))
        var budget = RetryBudget()
        var (retries, successes): ([Int], [Int]) = ([], [])
        var now = 0
        for _ in 0..<600 {
            now += random.below(random.pick([2, 50, 400]))
            let spent = retries.count { now - $0 < 10_250 }
            let earned = successes.count { now - $0 < 9750 }
            let hasRoom = budget.hasRoom(now: at(now))
            if spent < 10 + earned / 5 { #expect(hasRoom) }
            if random.once(in: 3) {
                budget.countSuccess(now: at(now))
                successes.append(now)
            } else if budget.hasRoom(now: at(now)) {
                budget.countRetry(now: at(now))
                retries.append(now)
            }
        }
    }

    @Test func `G7 ten retries are always granted, the eleventh when the first is ten seconds old`()
    {
        var budget = RetryBudget()
        for _ in 0..<10 {
            let hasRoom = budget.hasRoom(now: at(0))
            #expect(hasRoom)
            budget.countRetry(now: at(0))
        }
        let answers = [budget.hasRoom(now: at(9999)), budget.hasRoom(now: at(10_250))]
        #expect(answers == [false, true])
    }
}
