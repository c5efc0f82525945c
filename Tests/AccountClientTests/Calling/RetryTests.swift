import AccountClient
import Testing

struct RetryTests {
    @Test(arguments: 1...100)
    func `a pause is a random part of a bound that doubles up to two seconds`(seed: UInt64) {
        var retry = Retry(seed: seed)
        for failures in 1..<Retry.attempts {
            let pause = retry.pause(afterFailures: failures)
            let bound = min(50_000_000 << UInt64(failures - 1), 2_000_000_000)
            #expect(pause.map { $0 <= bound } == true, "seed \(seed)")
        }
        #expect(retry.pause(afterFailures: Retry.attempts) == nil)
    }

    @Test func `pauses differ from client to client`() {
        let pauses = (UInt64(1)...50).map { seed in
            var retry = Retry(seed: seed)
            return retry.pause(afterFailures: 4)
        }
        #expect(Set(pauses).count == 50)
    }

    @Test func `when the tokens are spent nothing is tried again until answers give them back`() {
        var retry = Retry(seed: 1)
        for _ in 0..<128 { #expect(retry.pause(afterFailures: 1) != nil) }
        #expect(retry.pause(afterFailures: 1) == nil)
        for _ in 0..<9 { retry.succeeded() }
        #expect(retry.pause(afterFailures: 1) == nil)
        for _ in 0..<2 { retry.succeeded() }
        #expect(retry.pause(afterFailures: 1) != nil)
        for _ in 0..<10_000 { retry.succeeded() }
        #expect((0..<200).count { _ in retry.pause(afterFailures: 1) != nil } == 128)
    }
}
