import Kernel
import Testing

struct EntropyTests {
    @Test func `no number comes twice, from one source or two, and each bit is used`() {
        let (first, second) = (Entropy(), Entropy())
        var seen: Set<UInt64> = []
        var (ones, zeros): (UInt64, UInt64) = (0, 0)
        for _ in 0..<5_000 {
            for number in [first.next(), second.next()] {
                seen.insert(number)
                ones |= number
                zeros |= ~number
            }
        }
        #expect(seen.count == 10_000)
        #expect(ones == .max && zeros == .max)
    }

    @Test(arguments: [0, 1, 31, 256, 5_000])
    func `as many numbers as were asked for come at once, all different`(_ count: Int) {
        let words = Entropy.words(count)
        #expect(words.count == count)
        #expect(Set(words).count == count)
    }
}
