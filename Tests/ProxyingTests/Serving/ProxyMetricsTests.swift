import Proxying
import Testing

struct ProxyMetricsTests {
    @Test func `every sample has a type above it, and counts what was counted`() {
        var metrics = ProxyMetrics()
        metrics.count(.attempt)
        metrics.count(.attempt)
        metrics.count(.allBlocked)
        metrics.count(answer: 200, provider: "b")
        metrics.count(answer: 429, provider: "a")
        metrics.begin()
        let lines = metrics.text(connections: 3).split(separator: "\n").map(String.init)
        var typed: Set<String> = []
        for line in lines {
            let words = line.split(separator: " ").map(String.init)
            if words[0] == "#" {
                #expect(words[1] == "TYPE")
                typed.insert(words[2])
            } else {
                #expect(typed.contains(String(words[0].prefix { $0 != "{" })), "\(line)")
                #expect(Int(words[1]) != nil)
            }
        }
        for line in [
            "account_proxy_upstream_attempts_total 2",
            "account_proxy_answers_total{provider=\"a\",status=\"429\"} 1",
            "account_proxy_errors_total{kind=\"all_accounts_blocked\"} 1",
            "account_proxy_requests_in_flight 1", "account_proxy_connections 3",
        ] {
            #expect(lines.contains(line), "\(line)")
        }
        let places = ["a", "b"].compactMap { name in
            lines.firstIndex { $0.contains("provider=\"\(name)\"") }
        }
        #expect(places == places.sorted() && places.count == 2)
    }
}
