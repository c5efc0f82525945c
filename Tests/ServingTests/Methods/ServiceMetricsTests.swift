import JSON
import Leasing
import Serving
import Testing
import Wire

struct ServiceMetricsTests {
    @Test func `operators read it, proxies do not`() {
        let bench = Bench()
        #expect(bench.metrics().contains(#"accountd_build_info{version="test"} 1"#))
        let refused = bench.call(bench.connect(), "Metrics", "{}")
        #expect(refused["error.data.reason"] == "METHOD_NOT_ON_THIS_SOCKET")
    }

    @Test func `it began when its first inventory was taken`() {
        let bench = Bench()
        bench.wait(milliseconds: 5000)
        bench.adopt([Bench.entry("a")])
        #expect(bench.samples().values["accountd_start_time_seconds"] == "1800000000")
    }

    @Test func `connections are counted by socket`() {
        let bench = Bench()
        for _ in 0..<3 { _ = bench.connect() }
        let samples = bench.samples()
        #expect(samples[#"accountd_connections{socket="lease"}"#] == 3)
        #expect(samples[#"accountd_connections{socket="ops"}"#] == 1)
        #expect(samples[#"accountd_connections{socket="keeper"}"#] == 0)
    }

    @Test func `a thousand accounts need no more lines than three`() {
        func lines(_ count: Int) -> Int {
            let entries = (0..<count).map { Bench.entry("account-\($0)") }
            return Bench(Inventory(entries: entries)).metrics().split(separator: "\n").count
        }
        #expect(lines(1000) == lines(3))
    }

    @Test func `it names no account, no lease and no model, and holds no secret`() {
        let entry = Bench.entry("secret-account", models: ["secret-*"])
        let bench = Bench(Inventory(entries: [entry]))
        let peer = bench.connect()
        let select = bench.call(
            peer, "Select", #"{"provider":"one","model":"secret-model","session":"secret-s"}"#)
        let lease = select["result.lease.lease_id"] ?? "none"
        let text = bench.metrics()
        #expect(text.contains(#"accountd_leases{provider="one"} 1"#))
        for word in ["secret", lease, "key-"] { #expect(!text.contains(word)) }
    }

    @Test func `thirty providers with long names fit into an answer, whatever has happened`() {
        let name = String(repeating: "p", count: 61)
        let entries = (100..<130).map { Bench.entry("a-\($0)", provider: name + String($0)) }
        let bench = Bench(Inventory(entries: entries))
        let peer = bench.connect()
        for number in 100..<130 {
            let lease = bench.lease(peer, of: name + String(number))
            for phase in ["headers", "first_byte", "mid_stream", "end"] {
                _ = bench.call(
                    peer, "MarkResult",
                    #"{"lease_id":"\#(lease)","status":200,"latency_ms":7,"phase":"\#(phase)"}"#)
            }
        }
        let answer = bench.call(bench.connect(.ops), "Metrics", "{}")
        #expect(answer["error"] == nil)
        #expect(answer.utf8.count < WireLimits.responseBytes)
    }
}
