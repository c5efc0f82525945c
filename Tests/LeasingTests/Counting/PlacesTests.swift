import Leasing
import Testing

struct PlacesTests {
    @Test func `an account is paused for every reason that is said to pause one`() throws {
        var paused: Set<Finding.Category> = []
        for category in Finding.Category.allCases {
            var host = Host("a", "b")
            let ladder = Finding(
                category, scope: .account, block: .ladder(.throttle), retry: .other,
                rule: "test.any")
            try host.use(ladder)
            let tally = try #require(host.pool.providerTallies(now: host.now).first).tally
            for reason in Finding.Category.allCases where tally.cooldowns(because: reason) > 0 {
                paused.insert(reason)
            }
        }
        #expect(paused == Set(Finding.Category.allCases.filter(\.mayPause)))
    }
}
