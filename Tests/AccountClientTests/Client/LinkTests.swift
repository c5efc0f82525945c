import AccountClient
import Kernel
import Testing

struct LinkTests {
    private func conversation() -> Conversation {
        Conversation(path: "/test.sock", hello: Array("{}".utf8), retry: Retry(seed: 1))
    }

    @Test func `what does not fit at once is sent when there is room`() throws {
        var conversation = conversation()
        var end: UnixSocket?
        var link = Link()
        link.open(try UnixSocket.pair(with: &end))
        conversation.connected(now: 0)
        let body = Array(repeating: UInt8(ascii: "a"), count: 60_000)
        for _ in 0..<40 {
            _ = conversation.start(
                .markResult(
                    Report(.status(500), body: body), lease: "L", sequence: 1, gives: true,
                    timeout: .seconds(1)))
        }
        conversation.advance(to: 0)
        link.flush(&conversation, now: 0)
        #expect(link.watch.interest == [.read, .write])
        var bytes: [UInt8] = []
        while link.watch.interest == [.read, .write] {
            _ = try end?.receive(into: &bytes, atMost: 1 << 20)
            link.flush(&conversation, now: 0)
        }
        while case .received? = try end?.receive(into: &bytes, atMost: 1 << 20) {}
        #expect(bytes.count > 40 * 60_000)
        #expect(conversation.isOpen)
    }

    @Test(arguments: [1, 3, 1_000])
    func `frames are told from bytes however they come`(step: Int) throws {
        var conversation = conversation()
        var end: UnixSocket?
        var link = Link()
        link.open(try UnixSocket.pair(with: &end))
        conversation.connected(now: 0)
        let call = conversation.start(.health(timeout: .seconds(1)))
        conversation.advance(to: 0)
        link.flush(&conversation, now: 0)
        let frame = Scene.frame("{\"id\":2,\"jsonrpc\":\"2.0\",\"result\":{}}")
        for start in stride(from: 0, to: frame.count, by: step) {
            try end?.sendAll(Array(frame[start..<min(start + step, frame.count)]))
            link.receive(&conversation, now: 0)
        }
        #expect(conversation.takeSettlements().map(\.call) == [call])
    }

    @Test func `an end and a broken frame are the end of the connection`() throws {
        for bytes: [UInt8]? in [nil, [0, 0xff, 0xff, 0xff], Array("HTTP/1.1 400 No".utf8)] {
            var conversation = conversation()
            var end: UnixSocket?
            var link = Link()
            link.open(try UnixSocket.pair(with: &end))
            conversation.connected(now: 0)
            if let bytes { try end?.sendAll(bytes) } else { end = nil }
            link.receive(&conversation, now: 0)
            #expect(!conversation.isOpen)
            link.close()
            #expect(link.watch.descriptor == -1)
        }
    }

    @Test func `last words are read when nothing more can be sent`() throws {
        var conversation = conversation()
        var end: UnixSocket?
        var link = Link()
        link.open(try UnixSocket.pair(with: &end))
        conversation.connected(now: 0)
        let call = conversation.start(.health(timeout: .seconds(1)))
        try end?.sendAll(Scene.frame(FalsePool.refusal(1, 9, "PROTOCOL_MAJOR")))
        end = nil
        conversation.advance(to: 0)
        link.flush(&conversation, now: 0)
        let settlements = conversation.takeSettlements()
        #expect(settlements.map(\.call) == [call])
        guard case .failure(.refused)? = settlements.first?.result else {
            Issue.record("\(settlements)")
            return
        }
    }
}
