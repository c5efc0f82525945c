import AccountClient
import Testing

struct ExplainAnswerTests {
    static let blocked =
        "{\"account_id\":\"claude-a\",\"cause\":{\"at\":\"2026-11-21T05:12:25.343Z\","
        + "\"lease_id\":\"L\",\"models\":\"m\",\"reason\":\"rate_limited\",\"rule\":"
        + "\"anthropic.rate_limited\",\"uid\":1000,\"upstream_status\":429},"
        + "\"eligible_in_ms\":29074,\"rules\":[{\"passed\":true,\"rule\":\"enabled\"},"
        + "{\"passed\":false,\"rule\":\"cooldown\",\"value\":\"rate_limited\"},"
        + "{\"passed\":false,\"rule\":\"recovery\"}],\"state\":\"cooldown\"}"

    static func answer(_ account: String, about own: String = "claude-a") throws -> ExplainAnswer {
        let text = "{\"accounts\":[\(account)],\"chosen\":\"claude-b\",\"why\":\"only\"}"
        return try #require(ExplainAnswer(Array(text.utf8), about: own))
    }

    @Test func `an answer is read`() throws {
        let answer = try Self.answer(Self.blocked)
        #expect((answer.chosen, answer.why) == ("claude-b", "only"))
        let standing = try #require(answer.standing)
        #expect((standing.state, standing.rule) == ("cooldown", "cooldown"))
        #expect(standing.value == "rate_limited")
        #expect(standing.ableIn == .milliseconds(29_074))
        let cause = try #require(standing.cause)
        #expect((cause.at, cause.reason) == ("2026-11-21T05:12:25.343Z", "rate_limited"))
        #expect((cause.rule, cause.upstreamStatus) == ("anthropic.rate_limited", 429))
        #expect(cause.window == nil)
        #expect(cause.models == "m")
        #expect((cause.leaseID, cause.uid) == ("L", 1000))
    }

    @Test func `an account of another name is not the caller's`() throws {
        #expect(try Self.answer(Self.blocked, about: "claude-A").standing == nil)
    }

    @Test func `not to be tried out keeps nobody away`() throws {
        let rules =
            "{\"passed\":false,\"rule\":\"probe\"},{\"passed\":false,\"rule\":\"order\"}"
        let answer = try Self.answer(
            "{\"account_id\":\"claude-a\",\"rules\":[\(rules)],\"state\":\"available\"}")
        #expect(answer.standing?.rule == "order")
    }

    @Test func `what a later version adds does no harm`() throws {
        let answer = try Self.answer(
            "{\"account_id\":\"claude-a\",\"cause\":{\"at\":7},\"new\":[],"
                + "\"state\":\"resting\"}")
        #expect(answer.standing?.state == "resting")
        #expect(answer.standing?.cause == nil)
        #expect(answer.standing?.rule == nil)
    }

    @Test func `none that would be lent is no mistake`() {
        let text = "{\"accounts\":[],\"why\":\"none_eligible\"}"
        let answer = ExplainAnswer(Array(text.utf8), about: "a")
        #expect(answer?.chosen == nil)
        #expect(answer?.why == "none_eligible")
    }

    @Test(arguments: [
        "{}", "{\"why\":\"only\"}", "{\"accounts\":[]}", "{\"accounts\":1,\"why\":\"only\"}", "[",
    ])
    func `what is no answer is none`(text: String) {
        #expect(ExplainAnswer(Array(text.utf8), about: "a") == nil)
    }
}
