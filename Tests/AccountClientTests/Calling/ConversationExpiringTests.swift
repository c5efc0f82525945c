import AccountClient
import Kernel
import Testing
import Wire

struct ConversationExpiringTests {
    private var conversation = Conversation(
        path: "/test.sock", hello: Array("{}".utf8), retry: Retry(seed: 1))
    private let timedOut = ClientError(.timedOut("/test.sock"))

    private mutating func ask(expiry: UInt64) -> Int {
        conversation.start(
            .explain(
                Wish(provider: "claude"), listing: AccountPage(of: "claude-a"),
                timeout: .seconds(10), expiry: expiry))
    }

    @Test mutating func `what expires in flight is settled, and its place kept`() throws {
        conversation.connected(now: 0)
        let call = ask(expiry: 1000)
        conversation.advance(to: 0)
        #expect(conversation.nextDeadline == 1000)
        conversation.advance(to: 999)
        #expect(conversation.takeSettlements().isEmpty)
        conversation.advance(to: 1000)
        #expect(
            conversation.takeSettlements() == [.init(call: call, result: .failure(timedOut))])
        #expect(conversation.flights == 2, "the Hello and the question")
        let answer = Array("{\"id\":2,\"jsonrpc\":\"2.0\",\"result\":{}}".utf8)
        try conversation.received(answer, in: 0..<answer.count, now: 2000)
        #expect(conversation.flights == 1)
        #expect(conversation.takeSettlements().isEmpty, "nobody waits for it")
        #expect(conversation.isIdle)
    }

    @Test mutating func `the connection outlives what expires`() {
        conversation.connected(now: 0)
        _ = ask(expiry: 1000)
        conversation.advance(to: 0)
        conversation.advance(to: 1000)
        #expect(conversation.isOpen)
        #expect(conversation.nextDeadline == 11_000_000_000, "only now is the daemon gone")
    }

    @Test mutating func `what expires before it is sent never is`() {
        let call = ask(expiry: 1000)
        conversation.advance(to: 1000)
        #expect(conversation.takeSettlements().map(\.call) == [call])
        #expect(conversation.isIdle)
        conversation.connected(now: 1000)
        #expect(!String(decoding: conversation.output, as: UTF8.self).contains("Explain"))
    }

    @Test mutating func `what expires is asked once, and others as often as they may`() {
        let question = ask(expiry: .max)
        let other = conversation.start(.health(timeout: .seconds(1)))
        conversation.connectFailed(.unreachable("/test.sock", .noSuchFile), now: 0)
        #expect(conversation.takeSettlements().map(\.call) == [question])
        conversation.advance(to: conversation.nextDeadline ?? 0)
        #expect(conversation.wantsConnection)
        conversation.connected(now: 0)
        conversation.lost(.closed("/test.sock"), now: 0)
        #expect(conversation.takeSettlements().isEmpty, "\(other) is tried again")
    }

    @Test mutating func `questions without a daemon leave the others their attempts`() {
        for _ in 0..<1000 {
            _ = ask(expiry: .max)
            conversation.connectFailed(.unreachable("/test.sock", .noSuchFile), now: 0)
        }
        #expect(conversation.takeSettlements().count == 1000)
        _ = conversation.start(.health(timeout: .seconds(1)))
        conversation.connectFailed(.unreachable("/test.sock", .noSuchFile), now: 0)
        #expect(conversation.takeSettlements().isEmpty, "it is tried again")
    }

    @Test mutating func `each expires at its own time`() {
        conversation.connected(now: 0)
        let calls = [3000, 1000, 2000].map { ask(expiry: $0) }
        var settled: [Int] = []
        while let next = conversation.nextDeadline, next <= 3000 {
            conversation.advance(to: next)
            settled += conversation.takeSettlements().map(\.call)
        }
        #expect(settled == [calls[1], calls[2], calls[0]])
    }
}
