import Leasing
import Serving
import Testing

struct LendingTests {
    @Test func `a credential says how long it has left, and no account is lent past that`() {
        var entry = Bench.entry("a", places: 2)
        entry.account.credentialExpiresAt = UnixTime(seconds: 1_800_000_010)
        let bench = Bench(Inventory(entries: [entry]))
        let peer = bench.connect()
        let answer = bench.call(peer, "Select", #"{"provider":"one"}"#)
        #expect(answer["result.credential.expires_in_ms"] == "10000")
        bench.wait(milliseconds: 10_000)
        let late = bench.call(peer, "Select", #"{"provider":"one"}"#)
        #expect(late["error.data.blocked.auth_failed"] == "1")
    }
}
