import Leasing
import Serving
import Testing
import Wire

struct ServiceRevokeLeaseTests {
    @Test func `the holder of a lease that is taken back is told, and it is lent to who waits`() {
        let bench = Bench()
        let (holder, waiter) = (bench.connect(), bench.connect(uid: 2000))
        let lease = bench.lease(holder)
        let wait =
            #"{"jsonrpc":"2.0","id":5,"method":"Select","params":{"provider":"one","wait_ms":900}}"#
        #expect(bench.ask(waiter, wait).isEmpty)
        let operators = bench.connect(.ops)
        let params = #"{"lease_id":"\#(lease)"}"#
        #expect(bench.call(operators, "RevokeLease", params)["result.revoked"] == "1")
        let told = bench.answers(holder)
        #expect(told.map { $0["params.lease_id"] } == [lease])
        #expect(told.map { $0["params.reason"] } == ["OPERATOR"])
        #expect(bench.answers(waiter).first?["result.lease.account_id"] == "a")
        #expect(bench.call(operators, "RevokeLease", params)["result.revoked"] == "0")
        #expect(bench.answers(holder).isEmpty)
        let release = bench.call(holder, "Release", params)
        #expect(release["result.state"] == "revoked")
    }

    @Test func `all leases of an account are taken back, and none of another`() {
        let bench = Bench(accounts: 2, places: 3)
        let peers = (0..<6).map { _ in bench.connect() }
        for peer in peers { _ = bench.lease(peer) }
        let operators = bench.connect(.ops)
        let params = #"{"account_id":"a"}"#
        #expect(bench.call(operators, "RevokeLease", params)["result.revoked"] == "3")
        #expect(bench.leaseCount == 3)
        #expect(peers.flatMap { bench.answers($0) }.count == 3)
        #expect(bench.call(operators, "RevokeLease", params)["result.revoked"] == "0")
        #expect(!bench.call(operators, "Leases", "{}").contains(#""account_id":"a""#))
    }

    @Test func `what is unknown is refused`() {
        let bench = Bench()
        let operators = bench.connect(.ops)
        let unknown = ["AAAAAAAAAAAAAAAAAAAAAA", "x"]
        for name in unknown {
            let answer = bench.call(operators, "RevokeLease", #"{"lease_id":"\#(name)"}"#)
            #expect(answer["error.data.reason"] == "LEASE_UNKNOWN")
        }
        let account = bench.call(operators, "RevokeLease", #"{"account_id":"z"}"#)
        #expect(account["error.data.reason"] == "UNKNOWN_ACCOUNT")
    }
}
