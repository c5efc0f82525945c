import AccountClient
import Testing

struct ShadowDifferenceTests {
    private func difference(
        _ standing: AccountStanding?, chosen: String? = "claude-b", model: String? = "m"
    ) -> ShadowDifference {
        var wish = Wish(provider: "claude", model: model)
        wish.session = "private"
        return ShadowDifference(
            wish: wish, own: "claude-a", chosen: chosen, why: "only", standing: standing)
    }

    @Test func `one line explains it`() throws {
        let standing = try ExplainAnswerTests.answer(ExplainAnswerTests.blocked).standing
        let difference = self.difference(standing)
        #expect(difference.isKeptAway)
        #expect(
            difference.description
                == "claude m: the caller used claude-a, accountd would lend claude-b (only); "
                + "claude-a is kept away: cooldown (rate_limited), able in 29.074 s; rate_limited "
                + "since 2026-11-21T05:12:25.343Z by anthropic.rate_limited, upstream 429, "
                + "models m, lease L, uid 1000")
    }

    @Test func `an able account only comes later in the order`() throws {
        let rule = "{\"passed\":false,\"rule\":\"order\",\"value\":\"least_busy: 1\"}"
        let standing = try ExplainAnswerTests.answer(
            "{\"account_id\":\"claude-a\",\"rules\":[\(rule)],\"state\":\"available\"}"
        ).standing
        let difference = self.difference(standing, model: nil)
        #expect(!difference.isKeptAway)
        #expect(
            difference.description
                == "claude: the caller used claude-a, accountd would lend claude-b (only); "
                + "claude-a is able but goes after it: available by order (least_busy: 1)")
    }

    @Test func `an account that accountd does not have is kept away`() {
        let difference = self.difference(nil)
        #expect(difference.isKeptAway)
        #expect(difference.description.hasSuffix("(only); it has no claude-a"))
    }

    @Test func `nothing in it breaks the line, and the session is not in it`() {
        let text = difference(nil, chosen: "b\nforged", model: "m\r\u{1b}[2J").description
        #expect(text.allSatisfy { !$0.isNewline })
        #expect(!text.contains("\u{1b}"))
        #expect(!text.contains("private"))
    }
}
