import Leasing
import Operating
import Seeding
import Testing

struct PoolScreenTests {
    /// The row under the cursor, as it is drawn.
    private func chosen(_ watching: Watching) -> String? {
        watching.lines().first { $0.hasPrefix("▸ ") || $0.hasPrefix("▾ ") }
            .map { String($0.dropFirst(2).prefix(6)) }
    }

    @Test(arguments: 1...15)
    func `the cursor can be seen after any keys, at any size`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let count = [1, 3, 30].randomElement(using: &random) ?? 1
        let watching = Watching.accounts(count, seed: seed)
        let keys: [Key] = [
            .up, .down, .down, .pageUp, .pageDown, .home, .end, .enter, .character("s"), .escape,
        ]
        for _ in 0..<20 {
            watching.press(keys.randomElement(using: &random) ?? .down)
            let rows = Int.random(in: 5...40, using: &random)
            let lines = watching.lines(80, rows)
            let marks = lines.filter { $0.hasPrefix("▸ ") || $0.hasPrefix("▾ ") }
            #expect(!marks.isEmpty, "seed \(seed), \(rows) rows: \(lines)")
        }
    }

    @Test func `the cursor stays on its account when others come and go`() {
        let watching = Watching.accounts(30)
        watching.press("sss")
        watching.press("jjj")
        #expect(chosen(watching) == "a-0003")
        watching.pool.add("a-00000", Pool.account("a-00000"))
        watching.pool.revision += 1
        watching.pass(.seconds(60))
        #expect(chosen(watching) == "a-0003")
        watching.pool.accounts.removeAll { $0.id.hasPrefix("a-0003") }
        watching.pool.revision += 1
        watching.pass(.seconds(60))
        #expect(chosen(watching) == "a-0004")
    }

    /// Three accounts, the one that matters most at the top, which is drained after a yes.
    private func drainFirst(_ keys: String, _ answer: String) -> Watching {
        var pool = MadeUpPool()
        pool.providers = [Pool.provider("claude", total: 3, available: 1)]
        pool.add("a-0001", Pool.account("a-0001", state: "quota"))
        pool.add("a-0002", Pool.account("a-0002", state: "cooldown"))
        pool.add("a-0003", Pool.account("a-0003"))
        let watching = Watching(pool)
        watching.read()
        watching.press(keys)
        #expect(chosen(watching) == "a-0001")
        watching.press("d" + answer)
        watching.pool.accounts[0].json = Pool.account(
            "a-0001", state: "draining", status: "draining")
        watching.pool.revision += 1
        watching.pass(.seconds(60))
        return watching
    }

    @Test(arguments: ["", "g", "jg"], ["y", "n"])
    func `the cursor stays on an account that was acted on or asked about`(
        keys: String, answer: String
    ) {
        let watching = drainFirst(keys, answer)
        #expect(chosen(watching) == "a-0001")
        watching.press("g")
        #expect(chosen(watching) == "a-0002")
    }

    @Test func `a cursor that nobody has used stays at the top`() {
        let watching = Watching.accounts(0)
        watching.pool.add("a-0001", Pool.account("a-0001"))
        watching.pool.revision += 1
        watching.pass(.seconds(60))
        watching.pool.add("a-0002", Pool.account("a-0002", state: "auth_failed"))
        watching.pool.revision += 1
        watching.pass(.seconds(60))
        #expect(chosen(watching) == "a-0002")
    }

    @Test func `a list longer than the screen is scrolled by no more than is needed`() {
        let watching = Watching.accounts(30)
        watching.press("sss")
        let first = { (watching: Watching) in
            let lines = watching.lines()
            let title = lines.firstIndex { $0.contains("ACCOUNT") } ?? 0
            return String(lines[title + 1].dropFirst(2).prefix(6))
        }
        #expect(first(watching) == "a-0000")
        watching.press("jj")
        #expect(first(watching) == "a-0000")
        watching.press("G")
        let bottom = first(watching)
        #expect(bottom > "a-0010")
        watching.press("k")
        #expect(first(watching) == bottom)
        watching.press("g")
        #expect(first(watching) == "a-0000")
    }
}
