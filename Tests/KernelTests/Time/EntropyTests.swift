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
}
