import Proxying
import Testing

struct AnswerWatchTests {
    private func watch(_ text: String, type: String = "text/event-stream", by size: Int = 1000)
        -> AnswerWatch
    {
        var watch = AnswerWatch(mediaType: type)
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            watch.look(at: Array(bytes[start..<min(start + size, bytes.count)]))
        }
        watch.finish()
        return watch
    }

    private let stream = """
        event: message_start\r
        data: {"message":{"usage":{"input_tokens":5,"output_tokens":1}}}\r
        \r
        data: {"delta":{"text":"the \\"error\\" of usage"}}

        data: {"usage":{"output_tokens":7}}

        event: error
        data: {"type":"error","error":{"type":"overloaded_error"}}

        data: {"error":{"second":true}}


        """

    @Test func `tokens and the first error are found, however the stream is cut`() {
        for size in [1, 2, 3, 7, 64, 1000] {
            let watch = watch(stream, by: size)
            #expect(watch.usage.input == 5 && watch.usage.output == 7, "by \(size)")
            let error = watch.error.map { String(decoding: $0, as: UTF8.self) }
            #expect(error == "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}")
        }
    }

    @Test func `the first event is whole at its blank line`() {
        var watch = AnswerWatch(mediaType: "text/event-stream; charset=utf-8")
        #expect(watch.isEventStream)
        for byte in "data: 1\n".utf8 {
            watch.look(at: [byte])
            #expect(!watch.hasWholeEvent)
        }
        watch.look(at: [0x0A])
        #expect(watch.hasWholeEvent)
    }

    @Test(arguments: [
        ("data: {\"error\":{\"code\":429}}\n\n", true),
        ("data: {\"type\":\"response.failed\",\"response\":{\"error\":{}}}\n\n", true),
        ("data: {\"error\":null}\n\n", false),
        ("data: {\"type\":\"response.created\",\"response\":{\"error\":null}}\n\n", false),
        ("data: {\"delta\":\"\\\"error\\\"\"}\n\n", false), ("data: [DONE]\n\n", false),
    ])
    func `an event is an error when it says so`(text: String, isError: Bool) {
        #expect((watch(text).error != nil) == isError)
    }

    @Test func `a document is read as a whole, and not when it is too long`() {
        let usage = "\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}"
        #expect(watch("{" + usage, type: "application/json; charset=x", by: 3).usage.output == 2)
        let long = "{\"a\":\"\(String(repeating: "x", count: 1_100_000))\"," + usage
        #expect(watch(long, type: "application/json", by: 65_536).usage.output == nil)
        #expect(watch("{" + usage, type: "image/png").usage.output == nil)
    }

    @Test func `a line that is too long does not hide the next one`() {
        let long = "data: \(String(repeating: "x", count: 1_100_000))\n"
        #expect(watch(long + "data: {\"usage\":{\"output_tokens\":3}}\n").usage.output == 3)
    }
}
