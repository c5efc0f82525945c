import AccountClient
import Testing
import Wire

struct IncomingTests {
    private func read(_ json: String) throws(Violation) -> Incoming {
        let padding = Array("xx".utf8)
        let bytes = padding + Array(json.utf8) + padding
        return try Incoming(bytes, in: 2..<bytes.count - 2)
    }

    @Test func `members come in any order, and unknown ones are passed over`() throws {
        let incoming = try read(
            "{\"trace\":[{}],\"result\":[1],\"id\":5,\"x\":null,\"jsonrpc\":\"2.0\"}")
        #expect(incoming == .result(5, Array("[1]".utf8)))
    }

    @Test func `a notification without parameters is one`() throws {
        #expect(
            try read("{\"method\":\"$/event\"}") == .push(Push(method: "$/event", params: [])))
    }

    @Test func `a farewell without a reason breaks the protocol`() {
        #expect(throws: Violation.envelope) { try read("{\"method\":\"$/goaway\"}") }
    }

    @Test(arguments: [
        "{}", "{\"id\":1}", "{\"result\":1}", "{\"id\":\"1\",\"result\":1}", "{\"method\":1}",
        "{\"error\":5,\"id\":1}", "{\"error\":{},\"id\":1}",
    ])
    func `what is neither an answer nor a notification breaks it too`(json: String) {
        #expect(throws: Violation.envelope) { try read(json) }
    }

    @Test func `a fault is counted from the frame's first byte`() {
        #expect(throws: Violation.malformed(atByte: 6)) { try read("{\"id\":}") }
    }

    @Test func `frames are cut as they come`() throws {
        var reader = FrameReader(limit: 100)
        reader.append([0, 0, 0])
        #expect(try Incoming.nextFrame(&reader) == nil)
        reader.append([2, 0x7b, 0x7d, 0, 0])
        #expect(try Incoming.nextFrame(&reader) == 4..<6)
        reader.append([0, 0])
        #expect(throws: Violation.frame(.zeroLengthFrame)) { try Incoming.nextFrame(&reader) }
    }
}
