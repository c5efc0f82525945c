import JSON
import Leasing
import Operating
import Testing

struct PoolScreenKeysTests {
    @Test func `what ends, stops and draws anew is told whatever the keys mean`() {
        for before in ["", "/", "?", "d"] {
            let watching = Watching.accounts(3)
            watching.press(before)
            #expect(watching.press(.control("c")) == .quit)
            #expect(watching.press(.control("z")) == .suspend)
            #expect(watching.press(.control("l")) == .redraw)
        }
        #expect(Watching.accounts(3).press(.character("q")) == .quit)
    }

    @Test func `q is a letter while a filter is typed, and no while a question is open`() {
        let watching = Watching.accounts(3)
        watching.press("/")
        #expect(watching.press(.character("q")) == .none)
        #expect(watching.lines().last?.hasPrefix("/q█") == true)
        watching.press(.escape)
        watching.press("d")
        #expect(watching.press(.character("q")) == .none)
        #expect(watching.lines().last?.hasPrefix("q quit") == true)
    }

    @Test func `Escape while typing brings the filter back that was there`() {
        let watching = Watching.accounts(30)
        watching.press("/a-000")
        watching.press(.enter)
        watching.press("/7")
        #expect(watching.lines().last?.hasPrefix("/a-0007█") == true)
        watching.press(.escape)
        #expect(watching.lines().contains { $0.hasSuffix("/a-000  1 of 10") })
        watching.press(.escape)
        #expect(watching.lines().contains { $0.hasSuffix("1 of 30") })
    }

    @Test(arguments: [
        ("available", "d", "{\"account_id\":\"a\",\"draining\":true}"),
        ("draining", "d", "{\"account_id\":\"a\",\"draining\":false}"),
        ("available", "e", "{\"account_id\":\"a\",\"enabled\":false}"),
        ("disabled", "e", "{\"account_id\":\"a\",\"enabled\":true}"),
        ("cooldown", "c", "{\"account_id\":\"a\"}"),
    ])
    func `a change is made after a yes and by nothing else`(
        state: String, key: String, params: String
    ) {
        var pool = MadeUpPool()
        pool.providers = [Pool.provider("claude", total: 1, available: 1)]
        pool.add("a", Pool.account("a", state: state, status: state))
        let watching = Watching(pool)
        watching.read()
        let changes = ["SetAccount", "ClearBlocks"]
        for answer: Key in [.character("n"), .enter, .escape, .character(" "), .down] {
            watching.press(key)
            #expect(watching.lines().last?.hasSuffix("y/N") == true)
            watching.press(answer)
        }
        #expect(!watching.takeAsked().contains { changes.contains($0) })
        watching.press(key + "y")
        let made = watching.pool.asked.filter { changes.contains($0.method) }
        #expect(made.count == 1)
        #expect(made.first?.params?.encoded() == Array(params.utf8))
        #expect(watching.takeAsked().contains("Summary+"))
    }

    @Test func `nothing is changed while the daemon is away`() {
        let watching = Watching.accounts(3)
        watching.isAway = true
        watching.pass(.seconds(2))
        for key in ["d", "e", "c"] {
            watching.press(key)
            #expect(watching.lines().last == "nothing is changed while the daemon is away")
            watching.press("j")
        }
        watching.press("d")
        watching.isAway = false
        watching.pass(.seconds(3))
        #expect(watching.lines().last?.hasPrefix("q quit") == true)
        watching.pass(.seconds(9))
        #expect(!watching.takeAsked().contains("SetAccount"))
    }

    @Test func `a daemon that goes while a question is open is asked for no change`() {
        let watching = Watching.accounts(3)
        watching.press("d")
        watching.isAway = true
        watching.pass(.seconds(2))
        watching.press("y")
        #expect(watching.lines().last == "nothing is changed while the daemon is away")
        watching.isAway = false
        watching.pass(.seconds(9))
        #expect(!watching.takeAsked().contains("SetAccount"))
    }

    @Test func `keys on an empty pool change nothing`() {
        let watching = Watching.accounts(0)
        for key in "jkdecsGg/x?" { watching.press(.character(key)) }
        #expect(!watching.takeAsked().contains("SetAccount"))
    }
}
