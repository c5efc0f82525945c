import Simulation
import Testing

struct SeededRandomTests {
    @Test func `a seed gives the sequence that splitmix64 gives`() {
        var random = SeededRandom(seed: 1_234_567)
        let known: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        ]
        #expect(known.map { _ in random.next() } == known)
    }

    @Test func `a number is below its bound and each one is drawn`() {
        var random = SeededRandom(seed: 1)
        let drawn = Set((0..<200).map { _ in random.below(7) })
        #expect(drawn == Set(0..<7))
        #expect(random.below(0) == 0)
        #expect(random.pick([Int]()) == nil)
    }
}
