import Operating
import Testing

struct AccountOrderTests {
    private static let soon =
        "[{\"limit_reached\":true,\"name\":\"5h\",\"resets_in_ms\":60000,\"used_percent\":100}]"
    private static let open =
        "[{\"limit_reached\":false,\"name\":\"5h\",\"resets_in_ms\":1000,\"used_percent\":1}]"

    private func watching() -> Watching {
        var pool = MadeUpPool()
        pool.providers = [Pool.provider("claude", total: 5, available: 2)]
        pool.add("a", Pool.account("a", inUse: 1, windows: Self.open))
        pool.add("b", Pool.account("b"))
        pool.add("c", Pool.account("c", state: "quota", windows: Self.soon))
        pool.add("d", Pool.account("d", state: "auth_failed", status: "expired"))
        pool.add("e", Pool.account("e", state: "at_capacity", inUse: 4))
        let watching = Watching(pool)
        watching.read()
        return watching
    }

    private func ids(_ watching: Watching) -> String {
        watching.printed().drop { !$0.contains("ACCOUNT") }.dropFirst().prefix { !$0.isEmpty }
            .map { String($0.dropFirst(2).prefix(1)) }.joined()
    }

    @Test func `what somebody should look at stands first, and each order has its mark`() {
        let watching = watching()
        #expect(ids(watching) == "dceab")
        #expect(watching.lines()[5].contains("STATE ▾"))
        watching.press("s")
        #expect(ids(watching) == "eabcd")
        #expect(watching.lines()[5].contains("IN USE ▾"))
        watching.press("s")
        #expect(ids(watching) == "cabde")
        #expect(watching.lines()[5].contains("LIMITS ▾"))
        watching.press("s")
        #expect(ids(watching) == "abcde")
        #expect(watching.lines()[5].contains("ACCOUNT ▾"), "\(watching.lines()[5])")
        watching.press("s")
        #expect(ids(watching) == "dceab")
    }
}
