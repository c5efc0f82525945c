import AccountClient
import Kernel
import Testing
import Wire

struct ConversationReceivingTests {
    private var conversation = Conversation(
        path: "/test.sock", hello: Array("{}".utf8), retry: Retry(seed: 1))

    init() {
        conversation.connected(now: 0)
    }

    private mutating func receive(_ text: String) throws(Violation) {
        try conversation.received(Array(text.utf8), in: 0..<text.utf8.count, now: 0)
    }

    private mutating func ask() -> Int {
        let request = Request.select(
            Wish(provider: "claude"), key: "0123456789abcdef", timeout: .seconds(10))
        let call = conversation.start(request)
        conversation.advance(to: 0)
        return call
    }

    private mutating func release() -> Int {
        let call = conversation.start(.release("a"))
        conversation.advance(to: 0)
        return call
    }

    @Test mutating func `answers find their calls in any order`() throws {
        let (first, second) = (ask(), ask())
        try receive("{\"id\":3,\"jsonrpc\":\"2.0\",\"result\":{\"a\":3}}")
        try receive("{\"id\":2,\"jsonrpc\":\"2.0\",\"result\":{\"a\":2}}")
        #expect(conversation.takeSettlements().map(\.call) == [second, first])
    }

    @Test mutating func `an answer that comes twice counts once`() throws {
        _ = ask()
        try receive("{\"id\":2,\"jsonrpc\":\"2.0\",\"result\":{}}")
        try receive("{\"id\":2,\"jsonrpc\":\"2.0\",\"result\":{}}")
        #expect(conversation.takeSettlements().count == 1)
    }

    @Test mutating func `an answer to nothing that was asked is a violation`() {
        _ = ask()
        #expect(throws: Violation.unknownID) {
            try receive("{\"id\":3,\"jsonrpc\":\"2.0\",\"result\":{}}")
        }
        #expect(throws: Violation.malformed(atByte: 8)) { try receive("{\"id\":1,}") }
    }

    @Test mutating func `a refusal is the caller's, but 14 is tried again`() throws {
        let (first, second) = (ask(), ask())
        try receive(FalsePool.refusal(2, 5, "UNKNOWN_PROVIDER"))
        try receive(FalsePool.refusal(3, 14, "DRAINING"))
        let settlements = conversation.takeSettlements()
        #expect(settlements.map(\.call) == [first])
        guard case .failure(.refused(let refusal)) = settlements.first?.result else {
            Issue.record("not refused")
            return
        }
        #expect(refusal.known == .unknownProvider)
        #expect(conversation.isOpen)
        conversation.advance(to: 50_000_000)
        try receive("{\"id\":4,\"jsonrpc\":\"2.0\",\"result\":{}}")
        #expect(conversation.takeSettlements().map(\.call) == [second])
    }

    @Test mutating func `no eligible account is told by itself`() throws {
        _ = ask()
        try receive(
            FalsePool.refusal(2, 8, "NO_ELIGIBLE_ACCOUNT", "\"retry_after_ms\":5,"))
        #expect(
            conversation.takeSettlements().map(\.result) == [
                .failure(.allBlocked(AllBlocked(retryAfter: .milliseconds(5))))
            ])
    }

    @Test mutating func `a lease that nobody waits for is released`() throws {
        conversation.abandon(ask())
        _ = conversation.takeSettlements()
        conversation.output = []
        try receive("{\"id\":2,\"jsonrpc\":\"2.0\",\"result\":{\"lease\":{\"lease_id\":\"L\"}}}")
        conversation.advance(to: 0)
        let output = String(decoding: conversation.output.dropFirst(4), as: UTF8.self)
        #expect(output.contains("\"method\":\"Release\""))
        #expect(output.contains("\"lease_id\":\"L\""))
        #expect(conversation.takeSettlements().isEmpty)
    }

    @Test(arguments: [(5, 0), (-32602, 1)])
    mutating func `a report that was not taken is followed by a release`(
        code: Int, releases: Int
    ) throws {
        _ = conversation.start(
            .markResult(
                Report(.status(99)), lease: "L", sequence: 1, gives: true, timeout: .seconds(1)))
        conversation.advance(to: 0)
        conversation.output = []
        try receive(FalsePool.refusal(2, code, "REASON"))
        conversation.advance(to: 0)
        let output = String(decoding: conversation.output, as: UTF8.self)
        #expect(output.contains("\"Release\"") == (releases == 1))
        #expect(conversation.takeSettlements().count == 1)
    }

    @Test mutating func `a farewell ends the connection, and what was asked is asked again`() throws
    {
        let call = release()
        try receive(
            "{\"jsonrpc\":\"2.0\",\"method\":\"$/goaway\",\"params\":{\"reason\":\"DRAINING\"}}")
        #expect(!conversation.isOpen)
        conversation.advance(to: 50_000_000)
        #expect(conversation.wantsConnection)
        conversation.connected(now: 50_000_000)
        try receive("{\"id\":2,\"jsonrpc\":\"2.0\",\"result\":{}}")
        #expect(conversation.takeSettlements().map(\.call) == [call])
    }

    @Test mutating func `a user who may not connect is told so; a Hello refused ends all`()
        throws
    {
        let call = ask()
        try receive(FalsePool.refusal(1, 9, "PROTOCOL_MAJOR"))
        #expect(!conversation.isOpen)
        #expect(conversation.takeSettlements().map(\.call) == [call])
        conversation.connected(now: 0)
        _ = ask()
        try receive(
            "{\"error\":{\"code\":7,\"data\":{\"reason\":\"UID_NOT_ALLOWED\"},\"message\":\"m\"},"
                + "\"id\":null,\"jsonrpc\":\"2.0\"}")
        guard case .failure(.notPermitted) = conversation.takeSettlements().first?.result else {
            Issue.record("not told")
            return
        }
    }

    @Test mutating func `news that nobody asked for change nothing`() throws {
        let call = ask()
        try receive("{\"jsonrpc\":\"2.0\",\"method\":\"$/lease_revoked\",\"params\":{}}")
        try receive("{\"id\":2,\"jsonrpc\":\"2.0\",\"result\":{}}")
        #expect(conversation.takeSettlements().map(\.call) == [call])
    }
}
