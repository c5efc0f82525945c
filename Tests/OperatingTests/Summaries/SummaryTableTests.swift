import Operating
import Seeding
import Testing

struct SummaryTableTests {
    private func lines(
        _ summary: PoolSummary, columns: Int = 80, remark: String? = nil
    ) -> [String] {
        let terminal = Terminal()
        (terminal.columns, terminal.isTerminal) = (columns, true)
        return SummaryTable(summary: summary, console: terminal.console(), remark: remark).lines()
    }

    private static let quota =
        "[{\"limit_reached\":true,\"name\":\"5h\",\"resets_in_ms\":7800000}]"

    @Test func `a small pool fits a glance`() throws {
        let summary = try Pool.summary(
            providers: [
                Pool.provider(
                    "claude", total: 3, available: 1, inUse: 7, waiters: 2,
                    blocked: "{\"at_capacity\":1,\"quota\":1}", next: 7_800_000)
            ],
            accounts: [
                Pool.account("claude-a", label: "team A", inUse: 3),
                Pool.account(
                    "claude-b", label: "team B", state: "quota", windows: Self.quota),
                Pool.account("claude-c", label: "shared", state: "at_capacity", inUse: 4),
            ])
        #expect(
            lines(summary) == [
                "3 accounts, 1 available, 7 in use, 2 waiting",
                "",
                "PROVIDER  ACCOUNTS  AVAILABLE  IN USE  WAITING  BLOCKED",
                "claude           3          1       7        2  1 at capacity, 1 quota; next in",
                "                                                2 h 10 min",
                "",
                "ACCOUNT   LABEL   STATE        IN USE    LIMITED BY",
                "claude-a  team A  available    ███░ 3/4",
                "claude-b  team B  quota        ░░░░ 0/4  quota 5h, resets in 2 h 10 min (14:45)",
                "claude-c  shared  at capacity  ████ 4/4",
            ])
    }

    @Test func `accounts stand below their provider when there are several`() throws {
        let summary = try Pool.summary(
            providers: [
                Pool.provider("claude", total: 1, available: 1),
                Pool.provider("openai", total: 1, available: 1),
            ],
            accounts: [
                Pool.account("b", provider: "openai", most: 100), Pool.account("z", inUse: 1),
            ], isKept: false)
        #expect(
            lines(summary) == [
                "2 accounts, 2 available, 0 in use, 0 waiting, nothing is kept on disk",
                "",
                "PROVIDER  ACCOUNTS  AVAILABLE  IN USE  WAITING",
                "claude           1          1       0        0",
                "openai           1          1       0        0",
                "",
                "ACCOUNT  STATE      IN USE",
                "claude",
                "  z      available  █░░░     1/4",
                "openai",
                "  b      available  ░░░░   0/100",
            ])
    }

    @Test func `no label moves what stands behind it, and no name is cut`() throws {
        let long = "an-account-with-a-name-that-is-64-bytes-long-as-long-as-can-be-1"
        let summary = try Pool.summary(
            providers: [Pool.provider("claude", total: 3, available: 3)],
            accounts: [
                Pool.account("a", label: "日本チーム 🎉 of the whole world"),
                Pool.account("b", label: "red\\u001b[31m\\nx"),
                Pool.account(long, label: "plain", state: "quota", windows: Self.quota),
            ])
        #expect(
            Array(lines(summary).dropFirst(5)) == [
                "ACCOUNT  LABEL                 STATE      IN USE",
                "a        日本チーム 🎉 of th…  available  ░░░░ 0/4",
                long,
                "         plain                 quota      ░░░░ 0/4",
                "    quota 5h, resets in 2 h 10 min (14:45)",
                "b        red␛[31m␊x            available  ░░░░ 0/4",
            ])
    }

    @Test(arguments: 1...200)
    func `no line is longer than the terminal, whatever the accounts`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let columns = Int.random(in: 80...160, using: &random)
        let states = ["available", "quota", "at_capacity", "model_unsupported", "auth_failed"]
        let accounts = (0..<Int.random(in: 1...8, using: &random)).map { index in
            Pool.account(
                "\(index)" + String(repeating: "i", count: Int.random(in: 0...60, using: &random)),
                label: String(
                    repeating: ["l", "日", "e\u{301}", "🎉"].randomElement(using: &random) ?? "",
                    count: Int.random(in: 0...60, using: &random)),
                state: states.randomElement(using: &random) ?? "",
                inUse: Int.random(in: 0...5, using: &random),
                most: [1, 4, 100_000].randomElement(using: &random) ?? 1,
                windows: Bool.random(using: &random) ? Self.quota : "[]")
        }
        let summary = try Pool.summary(
            providers: [
                Pool.provider(
                    String(repeating: "p", count: Int.random(in: 1...64, using: &random)),
                    total: 8, available: 1, blocked: "{\"at_capacity\":5,\"auth_failed\":2}",
                    next: 86_400_000)
            ], accounts: accounts)
        for line in lines(summary, columns: columns) {
            #expect(DisplayWidth.of(line) <= columns, "seed \(seed): \(line)")
        }
    }

    @Test func `an empty pool is said in two words`() throws {
        #expect(lines(try Pool.summary(providers: [])) == ["no accounts"])
    }

    @Test func `a remark stands in the accounts' place`() throws {
        let summary = try Pool.summary(
            providers: [Pool.provider("claude", total: 9000, available: 1)])
        #expect(lines(summary, remark: "r").suffix(2) == ["", "r"])
    }

    @Test func `a state of a later version is shown as it is called`() throws {
        let summary = try Pool.summary(
            providers: [Pool.provider("claude", total: 1, available: 0)],
            accounts: [Pool.account("a", state: "half_open")])
        #expect(lines(summary).last == "a        half open  ░░░░ 0/4")
    }

    @Test(arguments: [
        (0, 4, "░░░░"), (1, 100, "█░░░"), (50, 100, "██░░"), (99, 100, "███░"), (100, 100, "████"),
        (5, 4, "████"), (0, 0, "░░░░"),
    ])
    func `a bar is empty only when nothing is in use and full only when nothing is left`(
        inUse: Int, most: Int, bar: String
    ) throws {
        let summary = try Pool.summary(
            providers: [Pool.provider("claude", total: 1, available: 1)],
            accounts: [Pool.account("a", inUse: inUse, most: most)])
        #expect(lines(summary).last?.contains(" \(bar) ") == true)
    }
}
