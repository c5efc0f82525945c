import JSON
import Testing
import Wire

struct ReplyTests {
    @Test func `an answer echoes its id with its type`() {
        var output: [UInt8] = []
        Reply.append(.integer(7), to: &output) { $0.boolean(true) }
        Reply.append(.text("a\"b"), to: &output) { $0.null() }
        #expect(
            Bytes.texts(output) == [
                #"{"id":7,"jsonrpc":"2.0","result":true}"#,
                #"{"id":"a\"b","jsonrpc":"2.0","result":null}"#,
            ])
    }

    @Test func `an answer that is too large is refused instead`() throws {
        var output: [UInt8] = []
        let text = String(repeating: "x", count: WireLimits.responseBytes)
        Reply.append(.integer(7), to: &output) { $0.string(text) }
        let answer = try #require(Bytes.texts(output).first)
        #expect(answer.contains("RESPONSE_TOO_LARGE"))
        #expect(answer.hasSuffix(#""id":7,"jsonrpc":"2.0"}"#))
    }

    @Test func `a goaway tells what its reason carries`() {
        var output: [UInt8] = []
        Reply.appendGoaway(.frameTooLarge, limit: 5, to: &output)
        Reply.appendGoaway(.tooManyConnections, limit: 5, to: &output)
        Reply.appendGoaway(.draining, limit: 5, to: &output)
        let head = #"{"jsonrpc":"2.0","method":"$/goaway","params":{"#
        #expect(
            Bytes.texts(output) == [
                head + #""max_frame_bytes":5,"message":"#
                    + #""the announced frame is larger than this socket allows","#
                    + #""reason":"FRAME_TOO_LARGE"}}"#,
                head + #""message":"too many connections","reason":"TOO_MANY_CONNECTIONS","#
                    + #""retry_after_ms":1000}}"#,
                head + #""message":"the daemon is stopping; connect again","#
                    + #""reason":"DRAINING"}}"#,
            ])
    }

    @Test func `a watch is told the number, the events and the whole snapshot`() {
        var output: [UInt8] = []
        let fits = Reply.appendEvent(
            .text("w"), seq: 2, events: Array("[1]".utf8), snapshot: Array("{}".utf8), to: &output)
        #expect(fits)
        #expect(
            Bytes.texts(output) == [
                #"{"jsonrpc":"2.0","method":"$/event","params":"#
                    + #"{"events":[1],"id":"w","seq":2,"snapshot":{}}}"#
            ])
    }

    @Test func `an event that is too large is left out`() {
        var output: [UInt8] = [7]
        let snapshot = [UInt8](repeating: 0x20, count: WireLimits.responseBytes)
        let fits = Reply.appendEvent(
            .integer(1), seq: 1, events: Array("[]".utf8), snapshot: snapshot, to: &output)
        #expect(!fits)
        #expect(output == [7])
    }

    @Test func `a holder is told of a lease that is taken back`() {
        var output: [UInt8] = []
        Reply.appendRevoked(LeaseName(high: 0, low: 0), reason: "OPERATOR", to: &output)
        #expect(
            Bytes.texts(output) == [
                #"{"jsonrpc":"2.0","method":"$/lease_revoked","params":"#
                    + #"{"lease_id":"AAAAAAAAAAAAAAAAAAAAAA","reason":"OPERATOR"}}"#
            ])
    }
}
