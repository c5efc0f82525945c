import JSON
import Testing
import Wire

struct MetricsReplyTests {
    @Test func `the text comes as one string, its lines and quotes escaped`() {
        var writer = JSONWriter()
        MetricsReply(text: "up{a=\"b\"} 1\n").write(&writer)
        let text = String(decoding: writer.take(), as: UTF8.self)
        #expect(text == #"{"text":"up{a=\"b\"} 1\n"}"#)
    }
}
