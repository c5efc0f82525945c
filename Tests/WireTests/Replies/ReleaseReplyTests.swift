import JSON
import Testing
import Wire

struct ReleaseReplyTests {
    @Test func `it says whether this call ended the lease, and how the lease has ended`() {
        for (did, word) in [(true, "true"), (false, "false")] {
            var writer = JSONWriter()
            ReleaseReply(didRelease: did, state: "expired").write(&writer)
            let text = String(decoding: writer.take(), as: UTF8.self)
            #expect(text == #"{"released":\#(word),"state":"expired"}"#)
        }
    }
}
