import Leasing
import Seeding
import Testing

struct KeyedHeapTests {
    @Test(arguments: 0..<50)
    func `the smallest key comes first, of equal ones the smallest number`(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        var heap = KeyedHeap<Int>()
        var plain: [Int: Int] = [:]
        for _ in 0..<300 {
            let number = random.below(20)
            if random.once(in: 3) {
                heap.remove(number)
                plain[number] = nil
            } else {
                let key = random.below(10)
                heap.set(number, to: key)
                plain[number] = key
            }
            let first = plain.min { ($0.value, $0.key) < ($1.value, $1.key) }
            #expect(heap.first == first?.key)
            #expect(heap.firstKey == first?.value)
            #expect(heap.count == plain.count)
            for number in 0..<20 {
                #expect(heap.key(of: number) == plain[number])
                #expect(heap.contains(number) == (plain[number] != nil))
            }
        }
    }
}
