import JSON
import Testing

struct JSONWriterMembersTests {
    private func text(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        write(&writer)
        writer.endObject()
        return String(decoding: writer.take(), as: UTF8.self)
    }

    @Test func `what is not known is no member`() {
        let written = text { writer in
            writer.member("a", nil as String?)
            writer.member("b", nil as [String]?)
            writer.member("c", nil as Int?)
        }
        #expect(written == "{}")
    }

    @Test func `what is known is written, though it be nothing`() {
        let written = text { writer in
            writer.member("a", "")
            writer.member("b", [] as [String])
            writer.member("c", 0)
            writer.member("d", false)
            writer.member("e", ["x", "y"])
            writer.member("f", true)
        }
        #expect(written == #"{"a":"","b":[],"c":0,"d":false,"e":["x","y"],"f":true}"#)
    }
}
