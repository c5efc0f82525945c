import AccountClient
import Seeding
import Testing

struct CallQueueTests {
    @Test(arguments: 1...50)
    func `calls come out in the order in which they went in`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var queue = CallQueue()
        var (last, next) = (0, 0)
        for _ in 0..<300 {
            if Bool.random(using: &random) {
                last += 1
                queue.append(last)
            } else if let number = queue.popFirst() {
                next += 1
                #expect(number == next, "seed \(seed)")
            } else {
                #expect(next == last)
            }
            #expect(queue.isEmpty == (next == last))
        }
    }
}
