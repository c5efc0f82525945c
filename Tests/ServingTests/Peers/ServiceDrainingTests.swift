import Leasing
import Serving
import Testing

struct ServiceDrainingTests {
    @Test func `who waits is told at once, and every connection ends`() {
        let bench = Bench()
        let (first, second) = (bench.connect(), bench.connect())
        _ = bench.lease(first)
        let wait =
            #"{"jsonrpc":"2.0","id":5,"method":"Select","params":{"provider":"one","wait_ms":900}}"#
        #expect(bench.ask(second, wait).isEmpty)
        bench.service.drain(now: bench.now)
        let answers = bench.answers(second)
        #expect(answers.first?["error.data.reason"] == "DRAINING")
        #expect(answers.last?["params.reason"] == "DRAINING")
        #expect(bench.answers(first).last?["params.reason"] == "DRAINING")
        #expect(bench.isDone(first) && bench.isDone(second))
        #expect(bench.leaseCount == 1)
    }

    @Test func `before the goaway nothing new is lent and everything is taken back`() {
        let bench = Bench()
        let peer = bench.connect()
        let lease = bench.lease(peer)
        bench.service.stopLending(now: bench.now)
        let select = bench.call(peer, "Select", #"{"provider":"one"}"#)
        #expect(select["error.data.reason"] == "DRAINING")
        #expect(bench.call(peer, "Health", "{}")["result.status"] == "NOT_SERVING")
        let release = bench.call(peer, "Release", #"{"lease_id":"\#(lease)"}"#)
        #expect(release["result.released"] == "true")
    }
}
