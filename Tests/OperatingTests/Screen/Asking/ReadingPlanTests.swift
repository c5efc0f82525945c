import Leasing
import Operating
import Testing

struct ReadingPlanTests {
    @Test func `all is read again after a minute though nothing is said to have changed`() {
        var pool = MadeUpPool()
        pool.providers = [Pool.provider("claude", total: 1, available: 1)]
        pool.add("a", Pool.account("a"))
        let watching = Watching(pool)
        watching.read()
        _ = watching.takeAsked()
        for _ in 0..<40 { watching.pass(.seconds(2)) }
        #expect(watching.takeAsked().filter { $0 == "Summary+" }.count == 1)
    }

    @Test func `one question is on its way at a time, and what the operator wants goes first`() {
        let watching = Watching.accounts(3)
        _ = watching.screen.press(.character("d"), now: watching.now)
        _ = watching.screen.press(.character("y"), now: watching.now)
        watching.now = watching.now + .seconds(2)
        guard case .change = watching.screen.nextInquiry(now: watching.now) else {
            Issue.record("something else is asked first")
            return
        }
        #expect(watching.screen.nextInquiry(now: watching.now) == nil)
        #expect(watching.screen.nextWake == .distantFuture)
    }
}
