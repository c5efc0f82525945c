import JSON
import Testing

struct NameOrderTests {
    #if DEBUG
        @Test func `a debug build stops at names that are out of order`() async {
            await #expect(processExitsWith: .failure) {
                var writer = JSONWriter()
                writer.beginObject()
                writer.name("b")
                writer.null()
                writer.name("a")
            }
        }

        @Test func `a debug build stops at a name that stands twice`() async {
            await #expect(processExitsWith: .failure) {
                var writer = JSONWriter()
                writer.beginObject()
                writer.name("a")
                writer.null()
                writer.name("a")
            }
        }
    #endif

    @Test func `each object has an order of its own`() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("b")
        writer.beginObject()
        writer.name("a")
        writer.null()
        writer.endObject()
        writer.name("c")
        writer.null()
        writer.endObject()
        #expect(String(decoding: writer.take(), as: UTF8.self) == #"{"b":{"a":null},"c":null}"#)
    }
}
