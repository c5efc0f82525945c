import Leasing
import Testing

struct PoolTests {
    /// Twelve groups of seeds, so that they share the processors.
    @Test(arguments: 0..<12)
    func `G5 G17 G19 whatever happens, the pool does what the plain pool would`(group: Int) throws {
        for seed in 0..<20 {
            var history = PoolHistory(seed: UInt64(group * 20 + seed))
            try history.run(200)
        }
    }
}
