import JSON
import Leasing
import Operating
import Testing

struct PoolScreenPagesTests {
    /// How the accounts were asked for: what they stand behind, and how many.
    private func pages(_ watching: Watching) -> [String] {
        let pages = watching.pool.asked.filter { $0.params?["accounts"]?.boolean == true }
        _ = watching.takeAsked()
        return pages.map {
            "\($0.params?["after"]?.string?.prefix(6) ?? "-") \($0.params?["limit"]?.integer ?? 0)"
        }
    }

    @Test func `3,000 accounts are read in six pages, and again only when something changed`() {
        let watching = Watching.accounts(3000)
        #expect(
            pages(watching) == [
                "- 500", "a-0499 500", "a-0999 500", "a-1499 500", "a-1999 500", "a-2499 500",
            ])
        watching.pass(.seconds(2))
        #expect(pages(watching).count <= 6)
        for _ in 0..<9 { watching.pass(.seconds(1)) }
        watching.pool.revision += 1
        watching.pass(.seconds(2))
        #expect(pages(watching).count == 6)
    }

    @Test func `in the order of ids only what is visible is read of many accounts`() {
        var pool = MadeUpPool()
        pool.providers = [Pool.provider("claude", total: 1500, available: 1500)]
        for number in 10_000..<11_500 { pool.add("a-\(number)", Pool.account("a-\(number)")) }
        let watching = Watching(pool)
        watching.read()
        watching.press("sss")
        _ = watching.lines()
        _ = pages(watching)
        watching.pool.revision += 1
        watching.pass(.seconds(2))
        let first = pages(watching)
        #expect(first.count == 1 && first.first?.hasPrefix("- ") == true)
        watching.press(.end)
        _ = watching.lines()
        watching.pass(.seconds(2))
        let last = pages(watching)
        #expect(last.count == 1 && last.first?.hasPrefix("a-114") == true)
        watching.pass(.seconds(2))
        #expect(pages(watching).isEmpty)
        #expect(watching.printed().filter { $0.hasPrefix("  a-") }.count == 1500)
    }

    @Test func `a page that is larger than a frame is asked for in parts`() {
        let watching = Watching(.random(300, seed: 3))
        watching.pool.mostPerPage = 40
        watching.read()
        #expect(pages(watching).prefix(4) == ["- 500", "- 125", "- 31", "a-0030 31"])
        #expect(watching.printed().filter { $0.hasPrefix("  a-") }.count == 300)
    }

    @Test func `a daemon that answers the same page for ever is not asked for ever`() {
        let watching = Watching(.random(3, seed: 3))
        watching.pool.extraNext = "a-0002"
        watching.read()
        #expect(pages(watching).count < 5)
    }
}
