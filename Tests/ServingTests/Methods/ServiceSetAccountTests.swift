import Leasing
import Serving
import Testing
import Wire

struct ServiceSetAccountTests {
    @Test func `an account that is disabled is taken from its holder, and its waiters are told`() {
        let bench = Bench()
        let (holder, waiter) = (bench.connect(), bench.connect())
        let lease = bench.lease(holder)
        let wait =
            #"{"jsonrpc":"2.0","id":5,"method":"Select","params":{"provider":"one","wait_ms":900}}"#
        #expect(bench.ask(waiter, wait).isEmpty)
        let operators = bench.connect(.ops, uid: 7)
        let answer = bench.call(operators, "SetAccount", #"{"account_id":"a","enabled":false}"#)
        #expect(answer["result.changed"] == #"["enabled"]"#)
        #expect(answer["result.revoked"] == "1")
        #expect(answer["result.enabled"] == "false")
        let told = bench.answers(holder)
        #expect(told.first?["method"] == "$/lease_revoked")
        #expect(told.first?["params.lease_id"] == lease)
        #expect(told.first?["params.reason"] == "ACCOUNT_DISABLED")
        #expect(bench.answers(waiter).first?["error.data.reason"] == "NO_ELIGIBLE_ACCOUNT")
        let renewal = bench.call(holder, "Renew", #"{"lease_id":"\#(lease)"}"#)
        #expect(renewal["error.data.reason"] == "LEASE_REVOKED")
    }

    @Test func `an account that is enabled is lent to who waits`() {
        let bench = Bench(
            Inventory(entries: [Bench.entry("a"), Bench.entry("b", isEnabled: false)]))
        let peer = bench.connect()
        _ = bench.lease(peer)
        let wait =
            #"{"jsonrpc":"2.0","id":5,"method":"Select","params":{"provider":"one","wait_ms":900}}"#
        #expect(bench.ask(peer, wait).isEmpty)
        _ = bench.call(bench.connect(.ops), "SetAccount", #"{"account_id":"b","enabled":true}"#)
        #expect(bench.answers(peer).first?["result.lease.account_id"] == "b")
    }

    @Test func `what was set stands over a reload that does not change it`() {
        let bench = Bench(accounts: 2)
        let peer = bench.connect(.ops)
        let set = #"{"account_id":"a","draining":true,"priority":3}"#
        _ = bench.call(peer, "SetAccount", set)
        bench.adopt([Bench.entry("a", places: 5), Bench.entry("b")])
        let accounts = bench.call(peer, "Accounts", "{}")
        #expect(accounts.contains(#""max_in_flight":5,"priority":3"#))
        #expect(accounts.contains(#""set":["draining","priority"],"state":"draining""#))
        #expect(accounts.contains(#""set":[],"state":"available""#))
    }

    @Test func `the act is told with its operator`() {
        let bench = Bench()
        _ = bench.takeFacts()
        let peer = bench.connect(.ops, uid: 7)
        _ = bench.call(peer, "SetAccount", #"{"account_id":"a","weight":2}"#)
        guard case .accountSet("a", AccountChange(weight: 2), let cause)? = bench.takeFacts().first
        else {
            Issue.record("no fact")
            return
        }
        #expect(cause.uid == 7 && cause.rule == "operator.set")
    }

    @Test func `an unknown account is refused`() {
        let bench = Bench()
        let answer = bench.call(
            bench.connect(.ops), "SetAccount", #"{"account_id":"z","weight":2}"#)
        #expect(answer["error.data.reason"] == "UNKNOWN_ACCOUNT")
    }
}
