import HTTP
import Testing

@Suite(.serialized) struct ExchangeTests {
    @Test func `a limit of one model leaves the others`() async throws {
        let bench = try Bench(accounts: ["a"]) { seen in
            String(decoding: seen.body, as: UTF8.self).contains("opus")
                ? [.send(response(500, [:], "{}"))] : [.send(response(200, [:], "hello"))]
        }
        #expect(try await bench.call("{\"model\":\"claude-opus-4\"}").status == 500)
        #expect(try await bench.call("{\"model\":\"claude-haiku-4\"}").status == 200)
        #expect(try await bench.call("{\"model\":\"claude-opus-4\"}").status != 200)
    }
}
