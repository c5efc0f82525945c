import Leasing
import Operating
import Testing

struct FooterLineTests {
    @Test func `keys that have no room are left out, quit and help last`() {
        let watching = Watching.accounts(3)
        #expect(watching.lines(20, 8).last == "q quit  ? help")
        #expect(watching.lines(80, 8).last?.hasSuffix("c clear") == true)
    }

    @Test func `a question keeps its answer in sight, however long the name`() {
        var pool = MadeUpPool()
        let id = String(repeating: "i", count: 64)
        pool.providers = [Pool.provider("claude", total: 1, available: 1)]
        pool.add(id, Pool.account(id))
        let watching = Watching(pool)
        watching.read()
        watching.press("d")
        #expect(watching.lines(30, 8).last == "Drain iiiiiiiiiiiiiiiiii… y/N")
    }

    @Test func `what became of a change is said for some seconds`() {
        let watching = Watching.accounts(3)
        watching.press("cy")
        #expect(watching.lines().last?.hasSuffix("its blocks are cleared") == true)
        watching.pass(.seconds(7))
        #expect(watching.lines().last?.hasPrefix("q quit") == true)
        watching.pool.unknown = ["SetAccount"]
        watching.press("dy")
        #expect(watching.lines().last == "this daemon does not know how to do that")
    }
}
