import HTTP
import Testing

@Suite(.serialized) struct OwnPageTests {
    @Test func `the proxy's own pages tell how it is`() async throws {
        let bench = try Bench.hello()
        _ = try await bench.call()
        #expect(try await bench.call("", path: "/-/ready", method: "GET").status == 200)
        let metrics = try await bench.call("", path: "/-/metrics", method: "GET").body
        #expect(metrics.contains("answers_total{provider=\"claude\",status=\"200\"} 1\n"))
        let summary = try await bench.call("", path: "/-/summary", method: "GET").body
        #expect(summary.contains("\"claude\":{"))
        #expect(!summary.contains("test-a"))
    }

    @Test func `a proxy without its daemon is well and not ready`() async throws {
        let bench = try Bench.hello()
        try bench.daemon.kill()
        #expect(try await bench.call("", path: "/-/health", method: "GET").status == 200)
        #expect(try await bench.call("", path: "/-/ready", method: "GET").status == 503)
        #expect(try await bench.call("", path: "/-/summary", method: "GET").status == 503)
    }
}
