import AccountClient
import Kernel
import Testing
import Wire

struct ConversationTests {
    @Test(arguments: 1...400)
    func `whatever happens each call settles once, each lease ends once, and none is left`(
        seed: UInt64
    ) {
        var world = FalseWorld(seed: seed)
        for _ in 0..<400 { world.step() }
        world.finish()
        #expect(world.mistakes.isEmpty, "seed \(seed)")
        #expect(world.pool.violations.isEmpty, "seed \(seed)")
    }

    private var conversation = Conversation(
        path: "/test.sock", hello: Array("{}".utf8), retry: Retry(seed: 1))

    private func select(wait: Duration = .zero) -> Request {
        var wish = Wish(provider: "claude")
        wish.wait = wait
        return .select(wish, key: "0123456789abcdef", timeout: .seconds(10))
    }

    /// The methods of what is to be sent, and the requests that cancels name.
    private mutating func sent() -> [String] {
        var names: [String] = []
        var rest = conversation.output[...]
        conversation.output = []
        while rest.count >= 4 {
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            let frame = String(decoding: rest.dropFirst(4).prefix(length), as: UTF8.self)
            rest = rest.dropFirst(4 + length)
            let methods = ["Hello", "Select", "MarkResult", "Release", "Health", "$/cancel"]
            names.append(methods.first { frame.contains("\"\($0)\"") } ?? frame)
        }
        return names
    }

    @Test mutating func `a Hello goes first, and what waits goes with it`() {
        _ = conversation.start(select())
        _ = conversation.start(.release("a"))
        #expect(conversation.wantsConnection)
        conversation.connected(now: 0)
        #expect(sent() == ["Hello", "Release", "Select"])
        #expect(!conversation.wantsConnection)
    }

    @Test mutating func `above 120 in flight requests wait, but not those that give back`() {
        conversation.connected(now: 0)
        for _ in 0..<200 { _ = conversation.start(select()) }
        conversation.advance(to: 0)
        #expect(sent().count == 120)
        for _ in 0..<10 { _ = conversation.start(.release("a")) }
        conversation.advance(to: 0)
        #expect(sent() == Array(repeating: "Release", count: 6))
    }

    @Test mutating func `a request that is taken back is cancelled, and its task free at once`() {
        conversation.connected(now: 0)
        let call = conversation.start(select(wait: .seconds(20)))
        conversation.advance(to: 0)
        _ = sent()
        conversation.abandon(call)
        #expect(
            conversation.takeSettlements() == [
                .init(call: call, result: .failure(.cancelled))
            ])
        #expect(sent() == ["$/cancel"])
        conversation.abandon(call)
        #expect(conversation.takeSettlements().isEmpty)
    }

    @Test mutating func `a request that was never sent is taken back without a word`() {
        let call = conversation.start(select())
        conversation.abandon(call)
        conversation.connected(now: 0)
        #expect(sent() == ["Hello"])
        #expect(conversation.isIdle)
    }

    @Test mutating func `a report is never taken back`() {
        let call = conversation.start(.release("a"))
        conversation.abandon(call)
        conversation.connected(now: 0)
        #expect(sent() == ["Hello", "Release"])
    }

    @Test mutating func `after five attempts a caller learns why`() {
        let call = conversation.start(select())
        var now: UInt64 = 0
        for _ in 0..<5 {
            #expect(conversation.wantsConnection)
            conversation.connectFailed(.unreachable("/test.sock", .noSuchFile), now: now)
            now = conversation.nextDeadline ?? now
            conversation.advance(to: now)
        }
        #expect(!conversation.wantsConnection)
        let settlements = conversation.takeSettlements()
        #expect(settlements.map(\.call) == [call])
        #expect(
            settlements.first?.result
                == .failure(
                    .unavailable("no daemon at /test.sock: No such file or directory (ENOENT)")))
        #expect(conversation.isIdle)
    }

    @Test mutating func `what trying again cannot help is told at once`() {
        _ = conversation.start(select())
        conversation.connectFailed(.notPermitted("/test.sock", user: 7), now: 0)
        #expect(
            conversation.takeSettlements().map(\.result) == [
                .failure(.notPermitted(path: "/test.sock", user: 7))
            ])
    }

    @Test mutating func `a daemon that does not answer in time is taken for gone`() {
        conversation.connected(now: 0)
        _ = conversation.start(select())
        conversation.advance(to: 0)
        #expect(conversation.nextDeadline == 11_000_000_000)
        conversation.advance(to: 10_999_999_999)
        #expect(conversation.isOpen)
        conversation.advance(to: 11_000_000_000)
        #expect(!conversation.isOpen)
        #expect(conversation.takeSettlements().isEmpty, "it is tried again")
    }

    @Test mutating func `what was owed goes out with the next connection, unless that is late`() {
        for pause: UInt64 in [60_000_000_000, 120_000_000_000] {
            _ = conversation.start(.release("a"))
            var now: UInt64 = 0
            for _ in 0..<5 {
                conversation.connectFailed(.unreachable("/test.sock", .noSuchFile), now: now)
                now = conversation.nextDeadline ?? now
                conversation.advance(to: now)
            }
            #expect(conversation.takeSettlements().count == 1)
            #expect(!conversation.wantsConnection, "nobody waits for it")
            conversation.connected(now: now + pause)
            #expect(sent() == ["Hello"] + (pause < 100_000_000_000 ? ["Release"] : []))
            conversation = Conversation(
                path: "/test.sock", hello: Array("{}".utf8), retry: Retry(seed: 1))
        }
    }

    @Test mutating func `a request that is larger than a frame is refused here`() {
        let params = Array(repeating: UInt8(ascii: " "), count: 300_000)
        let call = conversation.start(Request(.select, params: params, timeout: 1))
        #expect(
            conversation.takeSettlements() == [
                .init(call: call, result: .failure(.requestTooLarge(limit: 262_144)))
            ])
    }
}
