import AccountClient
import Testing
import Wire

struct WishTests {
    @Test func `a wish is read by the daemon as it was meant`() throws {
        var wish = Wish(provider: "claude", model: "claude-sonnet-4-5")
        wish.session = "s"
        wish.wait = .milliseconds(1500)
        wish.timeToLive = .seconds(60)
        wish.isDetached = true
        wish.isInternal = true
        wish.account = "claude-a"
        wish.excluded = ["b", "a"]
        wish.attempt = 2
        wish.retryOf = "AAAAAAAAAAAAAAAAAAAAAA"
        let key = "0123456789abcdef"
        let bytes = Request.select(wish, key: key, timeout: .seconds(10)).params
        let read = try SelectRequest(bytes, in: 0..<bytes.count)
        #expect((read.provider, read.model, read.session) == ("claude", "claude-sonnet-4-5", "s"))
        #expect((read.wait, read.term, read.attempt) == (1500, 60_000, 2))
        #expect((read.isDetached, read.isInternal, read.account) == (true, true, "claude-a"))
        #expect(read.excluded == ["b", "a"])
        #expect(read.retryOf != nil)
        #expect(read.context.idempotencyKey == key)
        #expect(read.context.timeout == 10_000)
    }

    @Test func `what is as usual is not said`() {
        let bytes = Request.select(
            Wish(provider: "p"), key: "0123456789abcdef", timeout: .seconds(10)
        ).params
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == "{\"ctx\":{\"idempotency_key\":\"0123456789abcdef\",\"timeout_ms\":10000},"
                + "\"provider\":\"p\"}")
    }

    @Test(arguments: [
        (Duration.nanoseconds(1), 1), (.milliseconds(7), 7), (.microseconds(7001), 8),
    ])
    func `times are rounded up`(wait: Duration, milliseconds: Int) throws {
        var wish = Wish(provider: "p")
        wish.wait = wait
        let bytes = Request.select(wish, key: "0123456789abcdef", timeout: .seconds(10)).params
        #expect(try SelectRequest(bytes, in: 0..<bytes.count).wait == milliseconds)
    }
}
