import Leasing
import Seeding
import Testing

struct DeadlineHeapTests {
    private func at(_ second: Int) -> Instant {
        Instant(nanoseconds: UInt64(second) * 1_000_000_000)
    }

    @Test(arguments: 0..<50)
    func `it answers as a sorted list would`(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        var heap = DeadlineHeap()
        var plain: [Int: Instant] = [:]
        for _ in 0..<300 {
            let number = random.below(20)
            switch random.below(4) {
            case 0, 1:
                let deadline = at(random.below(30))
                heap.set(number, to: deadline)
                plain[number] = deadline
            case 2:
                heap.remove(number)
                plain[number] = nil
            default:
                let now = at(random.below(30))
                let due = plain.filter { $0.value <= now }.min {
                    ($0.value, $0.key) < ($1.value, $1.key)
                }
                #expect(heap.popDue(at: now) == due?.key)
                if let due { plain[due.key] = nil }
            }
            #expect(heap.first == plain.values.min())
            #expect(heap.earliest == plain.values.min() ?? .distantFuture)
        }
    }

    @Test func `a deadline is due at its own instant and not before`() {
        var heap = DeadlineHeap()
        heap.set(3, to: at(5))
        #expect(heap.popDue(at: Instant(nanoseconds: 4_999_999_999)) == nil)
        #expect(heap.popDue(at: at(5)) == 3)
        #expect(heap.popDue(at: at(5)) == nil)
    }

    @Test func `a number has one deadline`() {
        var heap = DeadlineHeap()
        heap.set(1, to: at(9))
        heap.set(1, to: at(2))
        #expect(heap.popDue(at: at(10)) == 1)
        #expect(heap.first == nil)
    }

    @Test func `taking back what was never set changes nothing`() {
        var heap = DeadlineHeap()
        heap.remove(7)
        heap.set(1, to: at(1))
        heap.remove(7)
        #expect(heap.first == at(1))
    }
}
