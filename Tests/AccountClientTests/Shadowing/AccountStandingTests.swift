import AccountClient
import Testing

struct AccountStandingTests {
    private func standing(_ members: String) throws -> AccountStanding {
        let answer = try ExplainAnswerTests.answer("{\"account_id\":\"claude-a\",\(members)}")
        return try #require(answer.standing)
    }

    @Test func `one line tells the state, its end and its cause`() throws {
        let answer = try ExplainAnswerTests.answer(ExplainAnswerTests.blocked)
        let standing = try #require(answer.standing)
        #expect(
            standing.description
                == "cooldown (rate_limited), able in 29.074 s; rate_limited since "
                + "2026-11-21T05:12:25.343Z by anthropic.rate_limited, upstream 429, models m, "
                + "lease L, uid 1000")
        #expect(!standing.isAble)
    }

    @Test func `the rule is told where it says more than the state`() throws {
        let rules = "\"rules\":[{\"passed\":false,\"rule\":\"capacity\",\"value\":\"4/4\"}]"
        let standing = try self.standing("\(rules),\"state\":\"at_capacity\"")
        #expect(standing.description == "at_capacity by capacity (4/4)")
        #expect(!standing.isAble)
    }

    @Test func `what nothing ends lasts until somebody acts`() throws {
        let standing = try self.standing("\"rules\":[],\"state\":\"auth_failed\"")
        #expect(standing.description == "auth_failed until somebody acts")
    }

    @Test(arguments: ["available", "half_open"])
    func `an account that may be lent is able`(state: String) throws {
        let standing = try self.standing("\"rules\":[],\"state\":\"\(state)\"")
        #expect(standing.isAble)
        #expect(standing.description == state)
    }
}
