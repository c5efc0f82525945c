import AccountClient
import Seeding
import Testing

struct AttemptsTests {
    private func verdict(_ retry: String, after milliseconds: Int? = nil) throws -> Verdict {
        let time = milliseconds.map { ",\"retry_after_ms\":\($0)" } ?? ""
        return try #require(Verdict(Array("{\"retry\":\"\(retry)\"\(time)}".utf8)))
    }

    private let wish = Wish(provider: "claude", model: "m")

    @Test func `the first wish waits as long as the caller's patience lasts`() {
        #expect(Attempts(wish, patience: .seconds(30)).wish.wait == .seconds(30))
        #expect(Attempts(wish, patience: .seconds(-1)).wish.wait == .zero)
    }

    @Test func `other takes another account at once`() throws {
        var attempts = Attempts(wish, patience: .seconds(30))
        let other = try verdict("other")
        let goesOn1 = attempts.goesOn(after: other, of: "L", account: "a", poolSize: 5)
        #expect(goesOn1)
        #expect(attempts.wish.excluded == ["a"])
        #expect((attempts.wish.attempt, attempts.wish.wait) == (2, .zero))
        let goesOn2 = attempts.goesOn(after: other, of: "M", account: "b", poolSize: 5)
        #expect(goesOn2)
        #expect(attempts.wish.excluded == ["a", "b"])
        let goesOn3 = attempts.goesOn(after: other, of: "N", account: "c", poolSize: 5)
        #expect(!goesOn3)
    }

    @Test func `wait excludes nothing and lets the daemon wait at least a second`() throws {
        var attempts = Attempts(wish, patience: .zero)
        let wait = try verdict("wait", after: 1)
        let goesOn4 = attempts.goesOn(after: wait, of: "L", account: "a", poolSize: 2)
        #expect(goesOn4)
        #expect(attempts.wish.excluded.isEmpty)
        #expect((attempts.wish.attempt, attempts.wish.wait) == (2, .seconds(1)))
        let goesOn5 = attempts.goesOn(after: wait, of: "L", account: "a", poolSize: 2)
        #expect(!goesOn5)
    }

    @Test func `same takes the same account once, and is no attempt`() throws {
        var attempts = Attempts(wish, patience: .zero)
        let same = try verdict("same")
        let goesOn6 = attempts.goesOn(after: same, of: "L", account: "a", poolSize: 1)
        #expect(goesOn6)
        #expect((attempts.wish.account, attempts.wish.retryOf) == ("a", "L"))
        #expect((attempts.wish.attempt, attempts.wish.wait) == (1, .seconds(10)))
        let goesOn7 = attempts.goesOn(after: same, of: "M", account: "a", poolSize: 1)
        #expect(!goesOn7)
    }

    @Test func `behind the same account another is asked for without it`() throws {
        var attempts = Attempts(wish, patience: .zero)
        _ = attempts.goesOn(after: try verdict("same"), of: "L", account: "a", poolSize: 3)
        _ = attempts.goesOn(after: try verdict("other"), of: "M", account: "a", poolSize: 3)
        #expect((attempts.wish.account, attempts.wish.retryOf) == (nil, nil))
        #expect(attempts.wish.excluded == ["a"])
    }

    @Test func `none ends it`() throws {
        var attempts = Attempts(wish, patience: .zero)
        let goesOn8 = attempts.goesOn(
            after: try verdict("none"), of: "L", account: "a", poolSize: 3)
        #expect(!goesOn8)
    }

    @Test(arguments: 1...100)
    func `whatever the verdicts are there are few attempts`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let poolSize = Int.random(in: 1...9, using: &random)
        var attempts = Attempts(wish, patience: .zero)
        var count = 1
        for _ in 0..<50 {
            let retry = ["other", "same", "wait"].randomElement(using: &random) ?? ""
            let verdict = try verdict(retry, after: Int.random(in: 0...9_000, using: &random))
            guard attempts.goesOn(after: verdict, of: "L", account: "a", poolSize: poolSize) else {
                break
            }
            count += 1
            #expect(attempts.wish.attempt <= min(3, poolSize), "seed \(seed)")
        }
        #expect(count <= min(3, poolSize) + 1, "seed \(seed)")
    }
}
