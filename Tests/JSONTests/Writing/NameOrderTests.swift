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

        @Test func `a debug build stops at an end without a beginning`() async {
            await #expect(processExitsWith: .failure) {
                var writer = JSONWriter()
                writer.beginObject()
                writer.endObject()
                writer.endObject()
            }
        }

        @Test func `a debug build goes on where the names are in the order of their bytes`() async {
            await #expect(processExitsWith: .success) {
                var writer = JSONWriter()
                writer.beginObject()
                for name in ["", "A", "AA", "a", "a/", "a0", "é", "€", "😀"] {
                    writer.name(name)
                    writer.null()
                }
                writer.endObject()
            }
        }

        @Test func `a debug build stops at a name out of order behind an inner object`() async {
            await #expect(processExitsWith: .failure) {
                var writer = JSONWriter()
                writer.beginObject()
                writer.name("b")
                writer.beginObject()
                writer.name("z")
                writer.null()
                writer.endObject()
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
