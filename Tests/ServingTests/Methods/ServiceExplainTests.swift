import Leasing
import Serving
import Testing
import Wire

struct ServiceExplainTests {
    private func limited() -> (Bench, PeerID) {
        let bench = Bench(accounts: 2)
        let peer = bench.connect()
        let lease = bench.lease(peer)
        _ = bench.call(
            peer, "MarkResult",
            #"{"lease_id":"\#(lease)","status":429,"headers":{"Retry-After":"7"},"release":true}"#)
        return (bench, peer)
    }

    @Test func `it says what a Select would get, and lends nothing`() {
        let (bench, peer) = limited()
        let params = #"{"provider":"one"}"#
        let told = bench.call(peer, "Explain", params)
        #expect(told["result.chosen"] == "b" && told["result.why"] == "only")
        #expect(told == bench.call(peer, "Explain", params))
        #expect(bench.call(peer, "Select", params)["result.lease.account_id"] == "b")
    }

    @Test func `G11 a block tells its cause, rule, time and lease`() {
        let (bench, peer) = limited()
        let told = bench.call(peer, "Explain", #"{"provider":"one"}"#)
        #expect(told.contains(#""reason":"rate_limited""#))
        #expect(told.contains(#""upstream_status":429"#))
        #expect(told.contains(#""eligible_in_ms":7000"#))
        #expect(told.contains(#""lease_id":""#) && told.contains(#""uid":"#))
        #expect(told.contains(#"{"passed":false,"rule":"cooldown","value":"rate_limited"}"#))
    }

    @Test func `whose report it was is told to that user and to operators`() {
        let (bench, _) = limited()
        let params = #"{"provider":"one"}"#
        let other = bench.call(bench.connect(uid: 4711), "Explain", params)
        #expect(other.contains(#""reason":"rate_limited""#) && !other.contains("lease_id"))
        #expect(bench.call(bench.connect(.ops), "Explain", params).contains("lease_id"))
    }

    @Test func `a live lease is explained to its user, and to operators`() {
        let bench = Bench(accounts: 2)
        let peer = bench.connect()
        let params = #"{"lease_id":"\#(bench.lease(peer))"}"#
        let told = bench.call(peer, "Explain", params)
        #expect(told["result.chosen"] == "a" && told["result.why"] == "held")
        #expect(bench.call(bench.connect(.ops), "Explain", params)["result.chosen"] == "a")
        let other = bench.call(bench.connect(uid: 4711), "Explain", params)
        #expect(other["error.data.reason"] == "LEASE_UNKNOWN")
    }

    @Test func `what a Select is refused for otherwise refuses an Explain`() {
        let bench = Bench(accounts: 1)
        let peer = bench.connect()
        for (params, reason) in [
            (#"{"provider":"none"}"#, "UNKNOWN_PROVIDER"),
            (#"{"provider":"one","account":"none"}"#, "UNKNOWN_ACCOUNT"),
        ] {
            #expect(bench.call(peer, "Explain", params)["error.data.reason"] == reason)
            #expect(bench.call(peer, "Select", params)["error.data.reason"] == reason)
        }
    }

    @Test func `accounts come in pages by their ids`() {
        let bench = Bench(accounts: 5)
        let peer = bench.connect()
        let first = bench.call(peer, "Explain", #"{"provider":"one","limit":2}"#)
        #expect(first["result.next"] == "b" && !first.contains(#""account_id":"c""#))
        let last = bench.call(peer, "Explain", #"{"provider":"one","after":"d"}"#)
        #expect(last["result.next"] == nil && last.contains(#""account_id":"e""#))
        #expect(last["result.chosen"] == "a")
    }
}
