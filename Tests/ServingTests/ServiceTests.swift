import Leasing
import Serving
import Testing

struct ServiceTests {
    @Test func `each change of the pool makes the revision grow`() {
        let bench = Bench(accounts: 2)
        let peer = bench.connect()
        let before = Int(bench.call(peer, "Summary", "{}")["result.revision"] ?? "") ?? -1
        let lease = bench.lease(peer)
        _ = bench.call(
            peer, "MarkResult", #"{"lease_id":"\#(lease)","status":429,"release":true}"#)
        #expect(!bench.takeFacts().isEmpty)
        let after = Int(bench.call(peer, "Summary", "{}")["result.revision"] ?? "") ?? -1
        #expect(after > before)
    }

    @Test func `nothing is due once time has been told`() {
        let bench = Bench()
        let peer = bench.connect()
        _ = bench.lease(peer)
        bench.receive([0], from: peer)
        for _ in 0..<100 {
            bench.wait(milliseconds: 100_000)
            #expect(bench.nextDeadline.map { $0 > bench.now.instant } ?? true)
        }
        #expect(bench.leaseCount == 0)
    }
}
