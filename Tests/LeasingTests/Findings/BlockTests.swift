import Leasing
import Testing

struct BlockTests {
    @Test func `a throttle's steps double from a second to half an hour`() {
        let steps = (0..<13).map { Block.Ladder.throttle.step($0) }
        #expect(steps.first == .seconds(1))
        #expect(steps[4] == .seconds(16))
        #expect(steps[10] == .seconds(1024))
        #expect(steps[11] == .minutes(30))
        #expect(Block.Ladder.throttle.step(.max) == .minutes(30))
    }

    @Test(arguments: [
        (Block.Ladder.challenge, [10, 30, 90, 120, 120]),
        (.quota, [60, 300, 1800, 7200, 7200]),
        (.validation, [600, 3600, 21_600, 86_400, 86_400]),
    ])
    func `the other ladders end on their last step`(ladder: Block.Ladder, seconds: [Int64]) {
        #expect((0..<5).map { ladder.step($0) } == seconds.map { Interval.seconds($0) })
        #expect(ladder.step(.max) == .seconds(seconds[4]))
    }
}
