import Leasing
import Serving
import Testing

struct ServiceMarkResultTests {
    private func mark(
        _ bench: Bench, _ peer: PeerID, _ lease: String, _ members: String
    ) -> String {
        bench.call(peer, "MarkResult", #"{"lease_id":"\#(lease)",\#(members)}"#)
    }

    @Test func `a success is taken and gives the lease back when asked`() {
        let bench = Bench()
        let peer = bench.connect()
        let answer = mark(bench, peer, bench.lease(peer), #""status":200,"release":true"#)
        #expect(answer["result.category"] == "ok")
        #expect(answer["result.applied"] == "true")
        #expect(answer["result.lease_state"] == "released")
        #expect(answer["result.retry"] == "none")
        #expect(bench.leaseCount == 0)
    }

    @Test func `a 429 with a hint blocks so long and sends to another account`() {
        let bench = Bench(accounts: 2)
        let peer = bench.connect()
        let answer = mark(
            bench, peer, bench.lease(peer),
            #""status":429,"headers":{"Retry-After":"7"},"release":true"#)
        #expect(answer["result.category"] == "rate_limited")
        #expect(answer["result.blocked_ms"] == "7000")
        #expect(answer["result.retry"] == "other")
        #expect(bench.lease(peer) != "none")
        let second = bench.call(peer, "Select", #"{"provider":"one"}"#)
        #expect(second["error.data.blocked.at_capacity"] == "1")
    }

    @Test func `a report that is repeated changes nothing and is answered as before`() {
        let bench = Bench(accounts: 2, places: 2)
        let peer = bench.connect()
        let lease = bench.lease(peer)
        let first = mark(bench, peer, lease, #""status":503,"seq":1"#)
        let again = mark(bench, peer, lease, #""status":503,"seq":1,"release":true"#)
        #expect(again["result.applied"] == "false")
        #expect(again["result.skip"] == "DUPLICATE_SEQ")
        #expect(again["result.retry"] == first["result.retry"])
        #expect(again["result.lease_state"] == "released")
        #expect(bench.leaseCount == 0)
    }

    @Test func `a report on a lease of an account that is gone is taken without harm`() {
        let bench = Bench()
        let peer = bench.connect()
        let lease = bench.lease(peer)
        bench.adopt([Bench.entry("other", provider: "two")])
        let answer = mark(bench, peer, lease, #""status":500,"release":true"#)
        #expect(answer["result.lease_state"] == "released")
        #expect(bench.leaseCount == 0)
    }

    @Test func `a release in a report serves who waits`() {
        let bench = Bench()
        let (first, second) = (bench.connect(), bench.connect())
        let lease = bench.lease(first)
        let waiting =
            #"{"jsonrpc":"2.0","id":5,"method":"Select","params":{"provider":"one","wait_ms":900}}"#
        #expect(bench.ask(second, waiting).isEmpty)
        _ = mark(bench, first, lease, #""status":200,"release":true"#)
        #expect(bench.answers(second).first?["result.lease.account_id"] == "a")
    }

    @Test func `a text that can be no lease's name is unknown`() {
        let bench = Bench()
        let answer = mark(bench, bench.connect(), "x", #""status":200"#)
        #expect(answer["error.data.reason"] == "LEASE_UNKNOWN")
    }
}
