import Benching
import Kernel
import Testing

struct ClientRoundsTests {
    /// The lines of the rounds against nobody, which need no daemon.
    private func lines(_ environment: [String: String]) async throws -> [String] {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/none.sock"
        return try await onThread {
            var lines: [String] = []
            try ClientRounds(environment: { environment[$0] }).run(at: path) { lines.append($0) }
            return lines
        }
    }

    @Test func `each round is one line`() async throws {
        let line = "{\"calls\":0,\"end\":\"unavailable\",\"status\":null}"
        #expect(try await lines([:]) == [line])
        #expect(try await lines(["ACCOUNTD_TEST_ROUNDS": "3"]) == [line, line, line])
    }

    @Test func `the upstream's words are statuses and errors, with a mark when they were seen`() {
        let rounds = ClientRounds { name in
            name == "ACCOUNTD_TEST_UPSTREAM" ? "429,network,stream_error+streamed,200" : nil
        }
        #expect(
            rounds.script == ["429", "network", "stream_error+streamed", "200"])
    }
}
