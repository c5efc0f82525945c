import Simulation
import Testing

struct WorldTimeTests {
    @Test func `time jumps to what is due, and a dead process is heard of later`() {
        #expect(ToldHistories.tell(of: " advance"))
        #expect(ToldHistories.tell(of: " ended"))
        #expect(ToldHistories.tell(of: "FRAME_TIMEOUT"))
    }

    @Test func `the lines of a history are in the order of time`() {
        for outcome in ToldHistories.outcomes {
            let times = outcome.lines.compactMap { line in
                line.split(separator: " ").first.flatMap { Double($0) }
            }
            #expect(times == times.sorted())
        }
    }
}
