import Leasing
import Providers
import Serving
import Testing
import Wire

struct ServiceAccountsTests {
    @Test func `accounts come in pages by their ids, of one provider if asked`() {
        let entries = [
            Bench.entry("a"), Bench.entry("b", provider: "two"), Bench.entry("c"),
            Bench.entry("d"),
        ]
        let bench = Bench(Inventory(entries: entries))
        let peer = bench.connect(.ops)
        let all = bench.call(peer, "Accounts", "{}")
        #expect(all["result.next"] == nil)
        for id in ["a", "b", "c", "d"] { #expect(all.contains(#""account_id":"\#(id)""#)) }
        let first = bench.call(peer, "Accounts", #"{"provider":"one","limit":2}"#)
        #expect(first["result.next"] == "c")
        #expect(!first.contains(#""account_id":"b""#))
        let last = bench.call(peer, "Accounts", #"{"provider":"one","limit":2,"after":"c"}"#)
        #expect(last["result.next"] == nil)
        #expect(last.contains(#""account_id":"d""#) && !last.contains(#""account_id":"c""#))
    }

    @Test func `a provider without accounts is unknown`() {
        let bench = Bench()
        let answer = bench.call(bench.connect(.ops), "Accounts", #"{"provider":"other"}"#)
        #expect(answer["error.data.reason"] == "UNKNOWN_PROVIDER")
    }

    @Test func `an operator sees the credential's kind and its end, and never the secret`() {
        var entry = Bench.entry("a")
        entry.account.label = "team"
        entry.account.priority = 7
        entry.account.weight = 3
        let bench = Bench(Inventory(entries: [entry]))
        entry.account.credentialExpiresAt = bench.now.unix + .seconds(90)
        entry.account.generation = 2
        bench.adopt([entry])
        let answer = bench.call(bench.connect(.ops), "Accounts", "{}")
        #expect(answer.contains(#""credential":{"expires_in_ms":90000,"#))
        #expect(answer.contains(#""kind":"api_key","source":"file""#))
        #expect(answer.contains(#""label":"team""#))
        #expect(answer.contains(#""priority":7"#) && answer.contains(#""weight":3"#))
        #expect(!answer.contains("key-a"))
    }

    @Test func `a rule that took an account out of rotation is named`() throws {
        var entry = Bench.entry("a", places: 3)
        entry.upstream = try #require(Provider(name: "one", dialect: "codex"))
        let bench = Bench(Inventory(entries: [entry]))
        let peer = bench.connect()
        let evidence = #""status":404,"headers":{"server":"cloudflare"},"body":"""#
        for lease in (0..<3).map({ _ in bench.lease(peer) }) {
            _ = bench.call(peer, "MarkResult", #"{"lease_id":"\#(lease)",\#(evidence)}"#)
        }
        let answer = bench.call(bench.connect(.ops), "Accounts", "{}")
        #expect(answer.contains(#""state":"disabled","status":"active""#))
        #expect(answer.contains(#""disabled_by":"codex.path_blocked""#))
    }
}
