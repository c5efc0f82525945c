import Leasing
import Operating
import Seeding
import Testing

struct ScreenFrameTests {
    /// What is wrong with a frame's lines, if anything is.
    private func fault(_ frame: ScreenFrame, columns: Int) -> String? {
        for line in frame.texts(isColoured: false) {
            if DisplayWidth.of(line) != columns {
                return "\(DisplayWidth.of(line)) columns: \(line)"
            }
            let isControl = line.unicodeScalars.contains {
                $0.properties.generalCategory == .control
            }
            if isControl { return "a control character: \(line.debugDescription)" }
        }
        return nil
    }

    @Test(arguments: [0, 1, 3, 30], 1...5)
    func `every line fits exactly, and no text from elsewhere moves the cursor`(
        count: Int, seed: UInt64
    ) {
        var random = SeededRandom(seed: seed &* 1000 &+ UInt64(count))
        let watching = Watching.accounts(count, seed: seed)
        let keys: [Key] = [
            .character("s"), .enter, .down, .end, .character("d"), .character("y"),
            .character("/"), .character("日"), .character("?"), .escape,
        ]
        for step in 0..<24 {
            watching.press(keys.randomElement(using: &random) ?? .enter)
            if step == 18 { watching.isAway = true }
            watching.pass(.milliseconds(700))
            let columns = Int.random(in: 20...180, using: &random)
            let rows = Int.random(in: 5...60, using: &random)
            let frame = watching.frame(columns, rows)
            #expect(frame.texts(isColoured: true).count == rows)
            let fault = fault(frame, columns: columns)
            #expect(fault == nil, "seed \(seed), \(columns)×\(rows)")
        }
    }

    @Test func `3,000 accounts fit any width`() {
        let watching = Watching.accounts(3000)
        for columns in [20, 80, 140] {
            for rows in [5, 24, 50] {
                let fault = fault(watching.frame(columns, rows), columns: columns)
                #expect(fault == nil, "\(columns)×\(rows)")
            }
        }
    }

    @Test func `colours change nothing but the colours`() {
        let watching = Watching.accounts(30)
        watching.press(.enter)
        for columns in [80, 140] {
            let frame = watching.frame(columns, 40)
            let plain = frame.texts(isColoured: false)
            let stripped = frame.texts(isColoured: true).map { line in
                line.replacing(/\u{1b}\[[0-9;]*m/, with: "")
            }
            #expect(stripped == plain)
            #expect(frame.texts(isColoured: true) != plain)
        }
    }

    @Test func `a small pool fits a small terminal`() {
        var pool = MadeUpPool()
        pool.providers = [
            Pool.provider(
                "claude", total: 3, available: 1, inUse: 7, waiters: 2,
                blocked: "{\"at_capacity\":1,\"quota\":1}", next: 7_800_000)
        ]
        pool.add("claude-a", Pool.account("claude-a", label: "team A", inUse: 3))
        pool.add(
            "claude-b",
            Pool.account(
                "claude-b", state: "quota",
                windows: "[{\"limit_reached\":true,\"name\":\"5h\",\"resets_in_ms\":7800000},"
                    + "{\"limit_reached\":false,\"name\":\"7d\",\"resets_in_ms\":86400000,"
                    + "\"used_percent\":41.5}]"))
        pool.add("claude-c", Pool.account("claude-c", state: "at_capacity", inUse: 4))
        pool.events = ["\"kind\":\"cooldown_ended\",\"account_id\":\"claude-a\""]
        let watching = Watching(pool)
        watching.read()
        #expect(
            watching.lines(80, 16) == [
                "accountd  SERVING  3 accounts  1 available  7 in use  2 waiting         12:35:00",
                "  PROVIDER  AVAILABLE     IN USE  WAITING  BLOCKED",
                "  claude    ██░░░░░░ 1/3       7        2  1 at capacity, 1 quota",
                "  ACCOUNT    STATE ▾      IN USE     LIMITS                               1 of 3",
                "▸ claude-b   quota        ░░░░  0/4  5h ████████████ 100%  2h 10m +1",
                "  claude-c   at capacity  ████  4/4",
                "  claude-a   available    ███░  3/4",
                "", "", "", "", "", "",
                "  EVENTS",
                "            cooldown ended  claude-a",
                "q quit  ? help  / filter  s sort  Enter details  d drain  e disable  c clear",
            ])
    }

    @Test func `without a terminal all accounts are there, and no keys`() {
        let watching = Watching.accounts(30)
        let lines = watching.printed(100)
        #expect(lines.filter { $0.hasPrefix("  a-") }.count == 30)
        #expect(!lines.contains { $0.contains("q quit") || $0.contains("▸") })
        #expect(lines.allSatisfy { !$0.hasSuffix(" ") })
    }
}
