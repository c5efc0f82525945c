import Leasing
import Serving
import Testing
import Wire

struct ServiceLendingTests {
    @Test func `who waits is refused at once, and everything but lending goes on`() {
        let bench = Bench()
        let (peer, waiter) = (bench.connect(), bench.connect())
        let operators = bench.connect(.ops, uid: 7)
        let lease = bench.lease(peer)
        let wait =
            #"{"jsonrpc":"2.0","id":5,"method":"Select","params":{"provider":"one","wait_ms":900}}"#
        #expect(bench.ask(waiter, wait).isEmpty)
        #expect(bench.call(operators, "Drain", "{}")["result.status"] == "NOT_SERVING")
        #expect(bench.answers(waiter).first?["error.data.reason"] == "DRAINING")
        let select = bench.call(peer, "Select", #"{"provider":"one"}"#)
        #expect(select["error.data.reason"] == "DRAINING")
        for asker in [peer, operators] {
            #expect(bench.call(asker, "Health", "{}")["result.status"] == "NOT_SERVING")
            #expect(bench.call(asker, "Summary", "{}")["result.providers"] != nil)
        }
        #expect(bench.call(operators, "Leases", "{}").contains(lease))
        let renewal = bench.call(peer, "Renew", #"{"lease_id":"\#(lease)"}"#)
        #expect(renewal["result.lease_id"] == lease)
        let hello = #"{"protocol":"1","client":{"name":"n","version":"v"}}"#
        #expect(bench.call(peer, "Hello", hello)["result.state"] == "NOT_SERVING")
    }

    @Test func `lending goes on when an operator says so`() {
        let bench = Bench()
        let (peer, operators) = (bench.connect(), bench.connect(.ops, uid: 7))
        _ = bench.takeFacts()
        _ = bench.call(operators, "Drain", "{}")
        #expect(bench.call(operators, "Resume", "{}")["result.status"] == "SERVING")
        #expect(bench.call(operators, "Resume", "{}")["result.status"] == "SERVING")
        #expect(bench.lease(peer) != "none")
        #expect(bench.takeFacts().count == 2)
    }

    @Test func `a lost answer is found again while nothing is lent`() {
        let bench = Bench()
        let (peer, operators) = (bench.connect(), bench.connect(.ops))
        let select = #"{"provider":"one","ctx":{"idempotency_key":"0123456789abcdef"}}"#
        let lease = bench.call(peer, "Select", select)["result.lease.lease_id"]
        _ = bench.call(operators, "Drain", "{}")
        let again = bench.call(peer, "Select", select)
        #expect(lease != nil && again["result.lease.lease_id"] == lease)
    }

    @Test func `the end of the daemon cannot be taken back`() {
        let bench = Bench()
        let operators = bench.connect(.ops)
        bench.service.stopLending(now: bench.now)
        #expect(bench.call(operators, "Resume", "{}")["error.data.reason"] == "DRAINING")
        #expect(bench.call(operators, "Health", "{}")["result.status"] == "NOT_SERVING")
    }
}
