import Leasing
import Persistence
import Simulation
import Testing

struct DocumentTimeTests {
    @Test(arguments: [-86_400, -1, 1, 86_400] as [Int64])
    func `a clock that was set makes no block longer than it was`(seconds: Int64) throws {
        for seed in 0..<100 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            let document = Memories.document(at: Memories.now, &random)
            let later = Moment(
                instant: Memories.now.instant + .hours(1),
                unix: Memories.now.unix + .hours(1) + .seconds(seconds))
            let read = try AccountDocument(document.encoded(now: Memories.now), now: later)
            let pairs = zip(document.memory.records.cooldowns, read.memory.records.cooldowns)
            for (was, isNow) in pairs {
                #expect(isNow.openedAt <= later.instant)
                guard let (end, until) = was.until.flatMap({ end in isNow.until.map { (end, $0) } })
                else { continue }
                let (left, length) = (until - later.instant, end - was.openedAt)
                #expect(left <= length)
                let due = (end + .seconds(-seconds)) - later.instant
                #expect(left == min(due, length) || max(left, due) <= .zero)
            }
        }
    }
}
