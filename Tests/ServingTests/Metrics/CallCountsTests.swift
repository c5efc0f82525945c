import Leasing
import Serving
import Testing
import Wire

struct CallCountsTests {
    private func errors(_ bench: Bench) -> [String: Int] {
        var errors: [String: Int] = [:]
        let samples = bench.samples()
        for reason in ErrorReason.allCases {
            let count = samples[#"accountd_errors_total{reason="\#(reason.rawValue)"}"#] ?? -1
            if count != 0 { errors[reason.rawValue] = count }
        }
        return errors
    }

    @Test func `each refusal is counted under its reason, also of what is no request`() {
        let bench = Bench()
        let peer = bench.connect()
        #expect(errors(bench).isEmpty)
        _ = bench.call(peer, "Nothing", "{}")
        _ = bench.call(peer, "Metrics", "{}")
        _ = bench.call(peer, "Select", "{}")
        _ = bench.call(peer, "Select", #"{"provider":"none"}"#)
        for _ in 0..<2 { _ = bench.ask(peer, "{") }
        let expected = [
            "METHOD_NOT_FOUND": 1, "METHOD_NOT_ON_THIS_SOCKET": 1, "MISSING_FIELD": 1,
            "UNKNOWN_PROVIDER": 1, "MALFORMED": 2,
        ]
        #expect(errors(bench) == expected)
    }

    @Test func `one that waited in vain is counted when it is told`() {
        let bench = Bench()
        let peer = bench.connect()
        _ = bench.lease(peer)
        _ = bench.ask(
            peer,
            #"{"jsonrpc":"2.0","id":1,"method":"Select","params":{"provider":"one","wait_ms":50}}"#)
        #expect(errors(bench).isEmpty)
        bench.wait(milliseconds: 60)
        #expect(errors(bench) == ["NO_ELIGIBLE_ACCOUNT": 1])
    }

    @Test func `an answer that is too large is counted as the refusal that it becomes`() {
        let entries = (0..<10_000).map { Bench.entry("account-\($0)-with-quite-a-long-name") }
        let bench = Bench(Inventory(entries: entries))
        let summary = bench.call(
            bench.connect(.ops), "Summary", #"{"accounts":true,"limit":10000}"#)
        #expect(summary["error.data.reason"] == "RESPONSE_TOO_LARGE")
        #expect(errors(bench) == ["RESPONSE_TOO_LARGE": 1])
    }

    @Test func `requests are counted by method`() {
        let bench = Bench()
        let peer = bench.connect()
        for method in ["Select", "Select", "Health", "MarkResult"] {
            _ = bench.call(peer, method, "{}")
        }
        let asked: [Method: Int] = [.select: 2, .health: 1, .markResult: 1, .metrics: 1]
        let samples = bench.samples()
        for method in Method.allCases {
            let count = asked[method] ?? 0
            let name = #"accountd_requests_total{method="\#(method.rawValue)"}"#
            #expect(samples[name] == count, "\(name)")
        }
    }
}
