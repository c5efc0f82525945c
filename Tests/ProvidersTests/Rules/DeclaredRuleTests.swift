import JSON
import Leasing
import Providers
import Testing

/// Reads rules and asks what they find.
func declared(
    _ rules: String, _ status: Int, _ body: String = "", _ headers: [String: String] = [:]
) throws -> Finding {
    let value = try JSONValue.parse(Array(rules.utf8))
    var provider = try #require(Provider.named("generic"))
    provider.rules = try DeclaredRule.list(value, provider: "mine")
    let fields = headers.map { HeaderField($0.key, $0.value) }
    return Classifier.finding(
        for: Evidence(status: status, headers: Headers(fields), body: Array(body.utf8), model: "m"),
        from: provider, now: august)
}

@Suite struct DeclaredRuleTests {
    private static let rule =
        #"[{"when":{"status":429,"error.code":"plan_out"},"is":"quota_exhausted","#
        + #""scope":"account","until":["resets_at","retry-after"]}]"#

    @Test func `a rule goes before the dialect's`() throws {
        let found = try declared(
            Self.rule, 429, #"{"error":{"code":"plan_out","resets_at":1785542499}}"#)
        #expect(found.category == .quotaExhausted)
        #expect(found.scope == .account)
        #expect(found.block == ends(in: 99, .resetAt))
        #expect(found.rule == "mine.rules[0]")
        #expect(found.retry == .other)
    }

    @Test func `its sources are tried in their order, then the category's own block`() throws {
        let body = #"{"error":{"code":"plan_out"}}"#
        let waiting = try declared(Self.rule, 429, body, ["retry-after": "7"])
        #expect(waiting.block == ends(in: 7, .retryAfter))
        #expect(try declared(Self.rule, 429, body).block == .indefinite)
    }

    @Test func `when a condition does not hold the dialect decides`() throws {
        #expect(try declared(Self.rule, 429, #"{"error":{"code":"x"}}"#).category == .rateLimited)
        #expect(
            try declared(Self.rule, 400, #"{"error":{"code":"plan_out"}}"#).category == .clientError
        )
    }

    @Test func `the first rule that holds decides`() throws {
        let rules =
            #"[{"when":{"status":400},"is":"transient","name":"a"},"#
            + #"{"when":{"status":400},"is":"overloaded"}]"#
        #expect(try declared(rules, 400).rule == "a")
    }

    @Test(arguments: Finding.Category.allCases)
    func `every category has a scope, a block and a next step of its own`(
        category: Finding.Category
    ) throws {
        let found = try declared(#"[{"when":{"status":418},"is":"\#(category.rawValue)"}]"#, 418)
        #expect(found.category == category)
        #expect(found.needsRefresh == (category == .authExpired))
        if found.block != .none { #expect(found.scope != .none) }
    }

    @Test func `a rule may say what is next, and which window`() throws {
        let found = try declared(
            #"[{"when":{"status":418},"is":"rate_limited","scope":"model","#
                + #""retry":"same","window":"tea"}]"#,
            418)
        #expect(found.retry == .same)
        #expect(found.window == "tea")
        #expect(found.pattern == "m")
    }
}
