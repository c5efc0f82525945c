import JSON
import Testing
import Wire

struct SummaryReplyTests {
    private func text(_ accounts: [AccountReply]?, next: String? = nil) -> [UInt8] {
        let provider = SummaryReply.Provider(
            name: "p", total: 3, eligible: 1, inUse: 2, waiters: 4,
            blocked: [("quota", 1), ("cooldown", 1)], nextEligible: 5)
        let reply = SummaryReply(
            asOf: "2026-01-01T00:00:00Z", epoch: "e", revision: 6, isKept: true,
            providers: [provider], accounts: accounts, next: next)
        var writer = JSONWriter()
        reply.write(&writer)
        return writer.take()
    }

    @Test func `without accounts it is the providers alone`() {
        #expect(
            String(decoding: text(nil), as: UTF8.self)
                == #"{"as_of":"2026-01-01T00:00:00Z","epoch":"e","kept":true,"providers":"#
                + #"[{"blocked":{"cooldown":1,"quota":1},"eligible":1,"in_use":2,"#
                + #""next_eligible_in_ms":5,"provider":"p","total":3,"waiters":4}],"revision":6}"#)
    }

    @Test func `a page names the id behind which the next begins`() throws {
        let bytes = text([], next: "a")
        let value = try JSONValue.parse(bytes)
        #expect(value["next"]?.string == "a")
        #expect(value["accounts"]?.array?.isEmpty == true)
        #expect(value.encoded() == bytes)
    }
}
