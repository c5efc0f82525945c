import Operating
import Testing

struct AccountFilterTests {
    @Test(arguments: [
        ("claude", 2), ("CLAUDE Night", 1), ("night", 1), ("at cap", 1), ("rate", 1), ("7d", 1),
        ("nobody", 0), ("  ", 3),
    ])
    func `an account has all the words somewhere`(words: String, count: Int) {
        var pool = MadeUpPool()
        pool.providers = [Pool.provider("claude", total: 3, available: 3)]
        pool.add("claude-a", Pool.account("claude-a", label: "Night shift"))
        pool.add("claude-b", Pool.account("claude-b", state: "at_capacity"))
        pool.add(
            "x",
            Pool.account(
                "x", provider: "openai", windows: "[{\"name\":\"7d\"}]",
                cooldowns: "[{\"reason\":\"rate_limited\",\"remaining_ms\":1}]"))
        let watching = Watching(pool)
        watching.read()
        watching.press("/" + words)
        #expect(watching.lines().last?.contains("\(count) of 3") == true)
        watching.press(.enter)
        let rows = watching.lines().filter {
            $0.hasPrefix("  claude-") || $0.hasPrefix("▸ ") || $0.hasPrefix("  x")
        }
        #expect(rows.count == count)
    }
}
