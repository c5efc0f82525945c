import Leasing
import Simulation
import Testing

struct CallTests {
    @Test func `what is never a frame is no call that arrives`() {
        for garbage in Call.Garbage.allCases {
            var line = Line(client: 0)
            line.send(
                Call(id: nil, .garbage(garbage)), piece: 100, spacing: .zero, now: .start,
                delay: { .zero })
            let arrival = line.takeArrival(now: .start)
            let isUnfinished = garbage == .part || garbage == .bytes
            #expect(arrival.calls.isEmpty == isUnfinished)
            #expect(line.isInsideCall == isUnfinished)
        }
    }
}
