import JSON
import Testing
import Wire

struct HealthReplyTests {
    @Test func `it serves or it does not`() {
        for (isServing, status) in [(true, "SERVING"), (false, "NOT_SERVING")] {
            var writer = JSONWriter()
            HealthReply(isServing: isServing).write(&writer)
            let text = String(decoding: writer.take(), as: UTF8.self)
            #expect(text == #"{"status":"\#(status)"}"#)
        }
    }
}
