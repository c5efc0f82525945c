import JSON
import Testing

struct JSONWriterTests {
    private func write(_ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        body(&writer)
        return String(decoding: writer.take(), as: UTF8.self)
    }

    @Test func `commas stand where they are due and nowhere else`() {
        let text = write { writer in
            writer.beginObject()
            writer.name("a")
            writer.beginArray()
            writer.integer(1)
            writer.boolean(true)
            writer.null()
            writer.beginObject()
            writer.endObject()
            writer.string("x")
            writer.endArray()
            writer.name("b")
            writer.raw(Array("[]".utf8))
            writer.name("c")
            writer.number(1.5)
            writer.endObject()
        }
        #expect(text == #"{"a":[1,true,null,{},"x"],"b":[],"c":1.5}"#)
    }

    @Test func `numbers are plain where they are whole and null where they are none`() {
        let numbers = [1, 0, -0.0, 2.5, 1e15, 1e300, .infinity, .nan]
        let texts = numbers.map { number in write { $0.number(number) } }
        #expect(texts == ["1", "0", "0", "2.5", "1000000000000000", "1e+300", "null", "null"])
    }

    @Test func `what was there before stays before`() {
        var writer = JSONWriter(appendingTo: [1, 2])
        writer.integer(7)
        #expect(writer.take() == [1, 2, 0x37])
    }
}
