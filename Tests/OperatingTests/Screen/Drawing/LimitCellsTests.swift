import Operating
import Testing

struct LimitCellsTests {
    private static func window(_ name: String, _ percent: Int, isReached: Bool = false) -> String {
        "{\"name\":\"\(name)\",\"used_percent\":\(percent),\"limit_reached\":\(isReached),"
            + "\"resets_in_ms\":60000}"
    }

    private func row(_ account: String, columns: Int) -> String {
        var pool = MadeUpPool()
        pool.providers = [Pool.provider("claude", total: 1, available: 1)]
        pool.add("a", account)
        let watching = Watching(pool)
        watching.read()
        let row = watching.lines(columns).first { $0.hasPrefix("▸ ") } ?? ""
        return String(row.drop { $0 != "/" }.dropFirst(4))
    }

    @Test func `where one window has room it is the one that is used most`() {
        let windows = [Self.window("5h", 9), Self.window("7d", 80), Self.window("o", 1)]
        let row = row(
            Pool.account("a", windows: "[\(windows.joined(separator: ","))]"), columns: 80)
        #expect(row.hasPrefix("7d ") && row.contains(" 80%  1m 00s") && row.hasSuffix(" +2"))
    }

    @Test func `where several have room they keep the daemon's order`() {
        let windows = [Self.window("5h", 9), Self.window("7d", 80)]
        let row = row(
            Pool.account("a", windows: "[\(windows.joined(separator: ","))]"), columns: 140)
        let names = row.split(separator: " ").filter { $0 == "5h" || $0 == "7d" }
        #expect(names == ["5h", "7d"] && !row.contains("+"))
    }

    @Test
    func `a pause of the whole account goes before a window, a window before a model's pause`() {
        let pause = "{\"reason\":\"rate_limited\",\"remaining_ms\":-1}"
        let scoped = "{\"reason\":\"overloaded\",\"remaining_ms\":9000,\"models\":\"m\"}"
        let windows = "[\(Self.window("5h", 100, isReached: true))]"
        let all = Pool.account("a", windows: windows, cooldowns: "[\(scoped),\(pause)]")
        #expect(row(all, columns: 80).hasPrefix("rate limited "))
        #expect(row(all, columns: 80).contains(" held +2"))
        let less = Pool.account("a", windows: windows, cooldowns: "[\(scoped)]")
        #expect(row(less, columns: 80).hasPrefix("5h "))
    }

    @Test(arguments: [
        ("auth_failed", "refreshing", "being renewed"),
        ("auth_failed", "expired", "credential dead"),
        ("auth_failed", "suspended", "suspended upstream"),
        ("auth_failed", "active", "credential expired"), ("draining", "draining", "2 to go"),
    ])
    func `a standing that is no limit is said in words`(state: String, status: String, text: String)
    {
        let account = Pool.account("a", state: state, status: status, inUse: 2)
        #expect(row(account, columns: 80) == text)
    }
}
