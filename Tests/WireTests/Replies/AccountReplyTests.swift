import JSON
import Testing
import Wire

struct AccountReplyTests {
    private func account() -> AccountReply {
        AccountReply(
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
    }

    /// The account as an answer shows it, which must be canonical.
    private func shown(_ account: AccountReply) throws -> JSONValue {
        let reply = SummaryReply(
            asOf: "", epoch: "", revision: 0, isKept: false, providers: [], accounts: [account],
            next: nil)
        var writer = JSONWriter()
        reply.write(&writer)
        let bytes = writer.take()
        let value = try JSONValue.parse(bytes)
        #expect(value.encoded() == bytes)
        return try #require(value["accounts"]?.array?.first)
    }

    @Test func `an account shows its windows and pauses in canonical JSON`() throws {
        let shown = try shown(account())
        #expect(shown["label"] == nil)
        #expect(shown["windows"]?.array?.first?["used_percent"]?.double == 42.5)
        #expect(shown["windows"]?.array?.first?["models"]?.string == "m-*")
        #expect(shown["cooldowns"]?.array?.first?["remaining_ms"]?.integer == -1)
        #expect(shown["success"]?.integer == 9)
        #expect(shown["failure"]?.integer == 10)
        for name in ["credential", "disabled_by", "priority", "set", "weight"] {
            #expect(shown[name] == nil)
        }
    }

    @Test func `operators see its credential, without the secret, and how it is ranked`() throws {
        var account = account()
        account.particulars = AccountReply.Particulars(
            credentialKind: "oauth", credentialExpiresIn: 5, credentialSource: "file",
            disabledBy: "d", priority: 11, changed: ["enabled"], weight: 12)
        let shown = try shown(account)
        let credential = #"{"expires_in_ms":5,"generation":2,"kind":"oauth","source":"file"}"#
        #expect(shown["credential"]?.encoded() == Array(credential.utf8))
        #expect(shown["disabled_by"]?.string == "d")
        #expect(shown["priority"]?.integer == 11)
        #expect(shown["set"]?.encoded() == Array(#"["enabled"]"#.utf8))
        #expect(shown["weight"]?.integer == 12)
    }
}
