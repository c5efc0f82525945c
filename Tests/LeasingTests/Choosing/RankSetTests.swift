import Leasing
import Seeding
import Testing

struct RankSetTests {
    @Test(arguments: [1, 63, 64, 65, 4096, 4097, 9000])
    func `it finds what looking at each number finds`(size: Int) {
        var random = SeededRandom(seed: UInt64(size))
        var set = RankSet(size: size)
        var plain: Set<Int> = []
        for _ in 0..<200 {
            let number = random.below(size)
            if random.once(in: 2) {
                set.insert(number)
                plain.insert(number)
            } else {
                set.remove(number)
                plain.remove(number)
            }
            let lower = random.below(size)
            let range = lower..<lower + random.below(size - lower + 1)
            #expect(set.first(in: range) == range.first(where: plain.contains) ?? RankSet.none)
            #expect(set.first(in: 0..<size) == plain.min() ?? RankSet.none)
            #expect(set.contains(number) == plain.contains(number))
            #expect(set.count == plain.count)
        }
    }

    @Test func `an empty set has no first`() {
        #expect(RankSet(size: 0).first(in: 0..<0) == RankSet.none)
        #expect(RankSet(size: 10_000).first(in: 0..<10_000) == RankSet.none)
    }
}
