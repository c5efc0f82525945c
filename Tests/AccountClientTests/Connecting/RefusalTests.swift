import AccountClient
import JSON
import Testing
import Wire

struct RefusalTests {
    private func refusal(_ json: String) throws -> Refusal? {
        Refusal(try JSONValue.parse(Array(json.utf8)))
    }

    @Test func `the counts are those that count something`() throws {
        let refusal = try #require(
            try refusal(
                "{\"code\":8,\"data\":{\"blocked\":{\"at_capacity\":2,\"cooldown\":0,\"quota\":1},"
                    + "\"reason\":\"NO_ELIGIBLE_ACCOUNT\",\"retry_after_ms\":8123,"
                    + "\"retryable\":true},\"message\":\"no eligible account\"}"))
        #expect(refusal.known == .noEligibleAccount)
        #expect(refusal.blocked.map(\.state) == ["at_capacity", "quota"])
        #expect(refusal.blocked.map(\.count) == [2, 1])
        #expect(refusal.retryAfter == 8123)
        #expect(refusal.isRetryable)
    }

    @Test func `a reason of a later version comes through as it is`() throws {
        let refusal = try #require(
            try refusal("{\"code\":99,\"data\":{\"reason\":\"NEW\"},\"message\":\"m\"}"))
        #expect(refusal.known == nil)
        #expect(refusal.reason == "NEW")
        #expect(refusal.description == "NEW: m")
    }

    @Test func `each mistake of an inventory is a line with its place`() throws {
        let refusal = try #require(
            try refusal(
                "{\"code\":9,\"data\":{\"problems\":[{\"field\":\"accounts[0].id\","
                    + "\"file\":\"a.json\",\"line\":3,\"message\":\"is missing\"},"
                    + "{\"column\":2,\"field\":\"\",\"file\":\"b.json\",\"line\":1,"
                    + "\"message\":\"no JSON\"},{\"message\":\"m\"},\"c.json: gone\",7],"
                    + "\"reason\":\"BAD_INVENTORY\"},\"message\":\"the inventory\"}"))
        #expect(
            refusal.problems == [
                "a.json:3: accounts[0].id: is missing", "b.json:1:2: no JSON", "m",
                "c.json: gone",
            ])
    }

    @Test func `plain JSON-RPC without data is a refusal too`() throws {
        let refusal = try #require(try refusal("{\"code\":-1,\"message\":\"m\"}"))
        #expect(refusal.description == "error -1: m")
    }

    @Test(arguments: ["{}", "{\"code\":1}", "{\"message\":\"m\"}", "[]", "{\"code\":\"1\"}"])
    func `what has no code and message is none`(json: String) throws {
        #expect(try refusal(json) == nil)
    }
}
