import JSON
import Testing
import Wire

struct AccountReplyTests {
    @Test func `an account shows its windows and pauses in canonical JSON`() throws {
        let account = AccountReply(
            id: "a", label: nil, provider: "p", status: "active", state: "quota", inUse: 1,
            maxInFlight: 4, generation: 2,
            windows: [
                AccountReply.Window(
                    name: "5h", models: "m-*", usedPercent: 42.5, isLimitReached: true,
                    resetsIn: 7, resetsAt: "2026-01-01T00:00:00Z", learnt: "header", age: 8)
            ],
            cooldowns: [
                AccountReply.Cooldown(
                    models: nil, remaining: -1, reason: "rate_limited", level: 2, rule: "r")
            ], lastError: "r", successes: 9, failures: 10)
        let reply = SummaryReply(
            asOf: "", epoch: "", revision: 0, isKept: false, providers: [], accounts: [account],
            next: nil)
        var writer = JSONWriter()
        reply.write(&writer)
        let bytes = writer.take()
        let value = try JSONValue.parse(bytes)
        #expect(value.encoded() == bytes)
        let shown = try #require(value["accounts"]?.array?.first)
        #expect(shown["label"] == nil)
        #expect(shown["windows"]?.array?.first?["used_percent"]?.double == 42.5)
        #expect(shown["windows"]?.array?.first?["models"]?.string == "m-*")
        #expect(shown["cooldowns"]?.array?.first?["remaining_ms"]?.integer == -1)
        #expect(shown["success"]?.integer == 9)
        #expect(shown["failure"]?.integer == 10)
    }
}
