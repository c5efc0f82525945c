import Leasing
import Serving
import Testing
import Wire

struct ServiceClearBlocksTests {
    private static let throttle = #""status":429,"headers":{"Retry-After":"70"}"#

    @Test func `a cleared account is lent to who waits for it`() {
        let bench = Bench()
        let peer = bench.connect()
        let lease = bench.lease(peer)
        _ = bench.call(
            peer, "MarkResult", #"{"lease_id":"\#(lease)",\#(Self.throttle),"release":true}"#)
        let wait = #"{"provider":"one","wait_ms":90000}"#
        let select = #"{"jsonrpc":"2.0","id":5,"method":"Select","params":\#(wait)}"#
        #expect(bench.ask(peer, select).isEmpty)
        let answer = bench.call(bench.connect(.ops), "ClearBlocks", #"{"account_id":"a"}"#)
        #expect(answer["result.cleared"] == "1")
        #expect(bench.answers(peer).first?["result.lease.account_id"] == "a")
    }

    @Test func `G13 no report of a lease from before brings a cleared block back`() {
        let bench = Bench(places: 3)
        let peer = bench.connect()
        let leases = (0..<3).map { _ in bench.lease(peer) }
        func report(_ lease: String) -> String {
            bench.call(peer, "MarkResult", #"{"lease_id":"\#(lease)",\#(Self.throttle)}"#)
        }
        #expect(report(leases[0])["result.account_state"] == "cooldown")
        _ = bench.call(bench.connect(.ops), "ClearBlocks", #"{"account_id":"a"}"#)
        for lease in leases {
            let answer = report(lease)
            #expect(answer["result.skip"] == "CLEARED_SINCE")
            #expect(answer["result.account_state"] == "at_capacity")
        }
    }

    @Test func `a model is cleared by the name that reports know it by`() {
        let bench = Bench(places: 2)
        let peer = bench.connect()
        let select = #"{"provider":"one","model":"m(9)"}"#
        guard let lease = bench.call(peer, "Select", select)["result.lease.lease_id"] else {
            Issue.record("no lease")
            return
        }
        _ = bench.call(peer, "MarkResult", #"{"lease_id":"\#(lease)","status":503}"#)
        let operators = bench.connect(.ops)
        let other = bench.call(operators, "ClearBlocks", #"{"account_id":"a","model":"n"}"#)
        #expect(other["result.cleared"] == "0")
        let own = bench.call(operators, "ClearBlocks", #"{"account_id":"a","model":"m(5)"}"#)
        #expect(own["result.cleared"] == "1")
    }

    @Test func `the act is told with its operator`() {
        let bench = Bench()
        _ = bench.takeFacts()
        let peer = bench.connect(.ops, uid: 7)
        _ = bench.call(peer, "ClearBlocks", #"{"account_id":"a","model":"m"}"#)
        guard case .blocksCleared("a", "m", 0, let cause)? = bench.takeFacts().first else {
            Issue.record("no fact")
            return
        }
        #expect(cause.uid == 7 && cause.rule == "operator.cleared")
        let unknown = bench.call(peer, "ClearBlocks", #"{"account_id":"z"}"#)
        #expect(unknown["error.data.reason"] == "UNKNOWN_ACCOUNT")
        #expect(bench.takeFacts().isEmpty)
    }
}
