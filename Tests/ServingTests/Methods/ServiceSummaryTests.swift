import Leasing
import Serving
import Testing
import Wire

struct ServiceSummaryTests {
    @Test func `the providers are counted as a Select would find them`() {
        let entries = [
            Bench.entry("a"), Bench.entry("b", isEnabled: false), Bench.entry("c", models: ["x"]),
        ]
        let bench = Bench(Inventory(entries: entries))
        let peer = bench.connect()
        _ = bench.lease(peer)
        let all = bench.call(peer, "Summary", "{}")
        #expect(all.contains(#""eligible":1,"in_use":1,"provider":"one","total":3"#))
        let model = bench.call(peer, "Summary", #"{"model":"m(5)"}"#)
        #expect(model.contains(#""disabled":1"#))
        #expect(model.contains(#""model_unsupported":1"#))
    }

    @Test func `accounts come in pages by their ids`() {
        let bench = Bench(accounts: 5)
        let peer = bench.connect(.ops)
        let first = bench.call(peer, "Summary", #"{"accounts":true,"limit":2}"#)
        #expect(first["result.next"] == "b")
        #expect(first.contains(#""account_id":"a""#) && !first.contains(#""account_id":"c""#))
        let last = bench.call(peer, "Summary", #"{"accounts":true,"limit":2,"after":"d"}"#)
        #expect(last["result.next"] == nil)
        #expect(last.contains(#""account_id":"e""#))
    }

    @Test func `no page holds a secret, and labels are for operators`() {
        var entry = Bench.entry("a")
        entry.account.label = "team"
        let bench = Bench(Inventory(entries: [entry]))
        let params = #"{"accounts":true}"#
        let proxy = bench.call(bench.connect(.lease), "Summary", params)
        let `operator` = bench.call(bench.connect(.ops), "Summary", params)
        #expect(!proxy.contains("team") && `operator`.contains(#""label":"team""#))
        #expect(!`operator`.contains("key-a"))
    }

    @Test func `an account shows what was learnt of it`() {
        let bench = Bench(accounts: 2)
        let peer = bench.connect()
        let lease = bench.lease(peer)
        _ = bench.call(
            peer, "MarkResult",
            #"{"lease_id":"\#(lease)","status":429,"headers":{"Retry-After":"7"},"release":true}"#)
        let summary = bench.call(peer, "Summary", #"{"accounts":true}"#)
        #expect(summary.contains(#""reason":"rate_limited","remaining_ms":7000"#))
        #expect(summary.contains(#""failure":1"#))
    }
}
