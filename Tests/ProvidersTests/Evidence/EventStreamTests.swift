import Leasing
import Providers
import Testing

@Suite struct EventStreamTests {
    private static let error = #"{"type":"error","error":{"type":"overloaded_error"}}"#

    private func category(_ body: String) -> Finding.Category {
        finding("claude", 200, body, phase: .stream).category
    }

    @Test(arguments: [
        "event: error\ndata: \(error)\n\n", "event:error\r\ndata:\(error)\r\n\r\n",
        "data: \(error)", error, "id: 7\rdata: \(error)\r\r",
        ": a comment\n\ndata: \(error)\n\n", "data: {}\n\ndata: \(error)\n\n", "[\(error)]",
    ])
    func `an event is found however its lines end`(body: String) {
        #expect(category(body) == .overloaded, "\(body)")
    }

    @Test func `data of several lines is one value`() {
        let lines =
            "data: {\"type\":\"error\",\ndata: \"error\":{\"type\":\ndata: \"overloaded_error\"}}"
        #expect(category(lines + "\n\n") == .overloaded)
    }

    @Test func `text that is no event is none`() {
        #expect(category("overloaded_error") == .ok)
        #expect(category("dato: \(Self.error)") == .ok)
        #expect(category("data: overloaded_error\n\n") == .ok)
        #expect(category("") == .ok)
    }

    @Test func `an error at the end of a long stream is still found`() {
        for delta in [#""some words""#, #"{"type":"thinking_delta","thinking":"hm"}"#] {
            let event = "data: {\"type\":\"content_block_delta\",\"delta\":\(delta)}\n\n"
            let body = String(repeating: event, count: 600) + "data: \(Self.error)\n\n"
            #expect(body.utf8.count < Evidence.bodyLimit)
            #expect(category(body) == .overloaded)
        }
    }
}
