import AccountClient
import HTTP
import Proxying
import Testing

@Suite(.serialized) struct ProxyServerAnsweringTests {
    @Test func `without the daemon the answer is 503, or the fallback's`() async throws {
        let bench = try Bench.hello()
        try bench.daemon.kill()
        let answer = try await bench.call()
        #expect(answer.status == 503)
        #expect(answer.fields.contains("retry-after"))
        #expect(answer.body.contains("overloaded_error"))
        #expect(!answer.body.contains("sock"))
        let own = OwnAccount(headers: [CredentialHeader(name: "x-api-key", value: "own")])
        let other = try Bench(fallback: own) { _ in [.send(response(200, [:], "hello"))] }
        try other.daemon.kill()
        #expect(try await other.call().body == "hello")
        #expect(other.keys == ["own"])
    }
}
