import Leasing
import Operating
import Testing

struct KnownAccountTests {
    @Test func `times are counted down between two answers, and not below zero`() {
        var pool = MadeUpPool()
        pool.providers = [Pool.provider("claude", total: 1, available: 0)]
        pool.add(
            "a",
            Pool.account(
                "a", state: "cooldown",
                cooldowns: "[{\"reason\":\"rate_limited\",\"remaining_ms\":5000}]"))
        let watching = Watching(pool)
        watching.read()
        #expect(watching.lines().contains { $0.hasSuffix(" 5s") })
        watching.now = watching.now + .seconds(3)
        #expect(watching.lines().contains { $0.hasSuffix(" 2s") })
        watching.now = watching.now + .seconds(30)
        #expect(watching.lines().contains { $0.hasSuffix(" 0s") })
    }

    @Test func `a time that is over has the accounts read again, though nothing else changed`() {
        var pool = MadeUpPool()
        pool.providers = [Pool.provider("claude", total: 1, available: 0)]
        pool.add(
            "a", Pool.account("a", windows: "[{\"name\":\"5h\",\"resets_in_ms\":5000}]"))
        let watching = Watching(pool)
        watching.read()
        watching.pass(.seconds(2))
        #expect(watching.takeAsked().filter { $0 == "Summary+" }.count == 1)
        watching.pass(.seconds(4))
        #expect(watching.takeAsked().contains("Summary+"))
    }
}
