import Leasing
import Operating
import Testing

struct AccountDetailsTests {
    @Test func `all that is known of an account stands below it`() {
        var pool = MadeUpPool()
        pool.unknown = []
        pool.providers = [Pool.provider("claude", total: 1, available: 0)]
        pool.add(
            "claude-a",
            Pool.account(
                "claude-a", label: "team A", state: "cooldown",
                windows: "[{\"age_ms\":3000,\"learnt\":\"header\",\"limit_reached\":false,"
                    + "\"name\":\"5h\",\"resets_in_ms\":7800000,\"used_percent\":42}]",
                cooldowns: "[{\"reason\":\"rate_limited\",\"remaining_ms\":30000,\"level\":2,"
                    + "\"rule\":\"anthropic.rate_limited\"}]"
            ).dropLast() + ",\"generation\":7,\"last_error\":\"anthropic.rate_limited\","
                + "\"success\":99,\"failure\":1}")
        pool.events = [
            "\"kind\":\"cooldown_opened\",\"account_id\":\"claude-a\",\"upstream_status\":429,"
                + "\"at\":\"2026-03-12T11:34:58Z\",\"rule\":\"anthropic.rate_limited\","
                + "\"lease_id\":\"9fK2mQe0Zr7uXw1TtYb5Aa\""
        ]
        let watching = Watching(pool)
        watching.read()
        watching.press(.enter)
        watching.pass(.seconds(2))
        let lines = watching.lines(100, 30)
        let start = lines.firstIndex { $0.hasPrefix("▾ claude-a") } ?? 0
        let details = lines[(start + 1)...].prefix { $0.hasPrefix("    ") }
        #expect(
            details.map { $0.dropFirst(4) } == [
                "account     claude-a “team A” of claude: cooldown",
                "credential  oauth, rotated, expires in 59 min 58 s (13:34), generation 7",
                "window      5h ████░░░░░░  42%  resets in 2 h 10 min (14:44), by a header 5s ago",
                "cooldown    rate limited, over in 28 s, step 2, by the rule "
                    + "anthropic.rate_limited",
                "  cause     the upstream answered 429 at 12:34:58 to lease 9fK2mQe0Zr7uXw1TtYb5Aa",
                "last error  anthropic.rate_limited",
                "requests    99 went well, 1 failed (1%)",
            ])
        watching.press(.enter)
        #expect(!watching.lines().contains { $0.hasPrefix("▾") })
    }

    @Test func `of what is not told nothing is said`() {
        var pool = MadeUpPool()
        pool.providers = [Pool.provider("claude", total: 1, available: 1)]
        pool.add("a", Pool.account("a"))
        let watching = Watching(pool)
        watching.read()
        watching.press(.enter)
        watching.pass(.seconds(2))
        let lines = watching.lines().filter { $0.hasPrefix("    ") }
        #expect(
            lines == ["    account     a of claude: available", "    requests    none yet"])
    }
}
