import Leasing
import Operating
import Testing

struct PoolScreenAskingTests {
    @Test func `at a beat the daemon is asked little while nothing changes`() {
        let watching = Watching.accounts(30)
        #expect(
            watching.takeAsked() == ["Hello", "Summary", "Health", "Events", "Metrics", "Summary+"])
        watching.pass(.milliseconds(1_999))
        #expect(watching.takeAsked().isEmpty)
        watching.pass(.milliseconds(1))
        #expect(watching.takeAsked() == ["Summary", "Health", "Events"])
    }

    @Test func `a daemon that is away is waited for, and what was known stays to be seen`() {
        let watching = Watching.accounts(3)
        let before = watching.lines()
        watching.isAway = true
        watching.pass(.seconds(2))
        watching.pass(.seconds(60))
        let lines = watching.lines()
        #expect(lines.first?.hasPrefix("accountd  reconnecting… 1m 00s  ") == true)
        #expect(lines.last == "no daemon at /ops: Connection refused (ECONNREFUSED)")
        #expect(lines[1...8] == before[1...8])
        watching.isAway = false
        watching.pool.epoch = "e2"
        watching.pool.accounts = [("new", Pool.account("new"))]
        watching.pass(.seconds(3))
        #expect(watching.lines().first?.hasPrefix("accountd  SERVING") == true)
        #expect(watching.lines().contains { $0.hasPrefix("▸ new ") })
    }

    @Test func `a daemon that never was there is asked for once`() {
        let watching = Watching()
        watching.isAway = true
        watching.pass(.seconds(1))
        watching.pass(.hours(1))
        #expect(watching.screen.failure != nil)
        #expect(watching.lines().count == 24)
    }

    @Test func `a daemon that is away is asked for at most every two seconds`() {
        let watching = Watching.accounts(3)
        watching.isAway = true
        for _ in 0..<100 { watching.pass(.seconds(1)) }
        #expect(watching.screen.nextWake > watching.now)
        #expect(watching.screen.nextWake <= watching.now + .seconds(2))
    }

    @Test func `the events of another life of the daemon are told from its first on`() {
        let watching = Watching.accounts(3)
        watching.pool.events = (0..<9).map { "\"kind\":\"old_\($0)\"" }
        watching.pass(.seconds(2))
        watching.isAway = true
        watching.pass(.seconds(2))
        watching.isAway = false
        watching.pool.epoch = "e2"
        watching.pool.events = ["\"kind\":\"fresh\""]
        watching.pass(.seconds(5))
        #expect(watching.lines().dropLast().last == "            fresh")
    }

    @Test func `the first connection that fails ends it all`() {
        let watching = Watching()
        watching.isAway = true
        watching.read()
        #expect(watching.screen.failure?.status == .unavailable)
        #expect(!watching.screen.isWorthShowing)
    }

    @Test func `a daemon that drains says so`() {
        let watching = Watching.accounts(3)
        watching.pool.isServing = false
        watching.pass(.seconds(2))
        #expect(watching.lines().first?.hasPrefix("accountd  DRAINING") == true)
    }

    @Test func `what was asked while the connection broke may or may not have been done`() {
        let watching = Watching.accounts(3)
        watching.press("d")
        watching.isAway = true
        watching.press("y")
        #expect(watching.lines().last?.hasSuffix("is not known") == true)
    }
}
