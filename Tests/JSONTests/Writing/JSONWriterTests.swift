import JSON
import Seeding
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

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `what is written is read back, by our reader and by Foundation's`(
        _ seed: UInt64
    ) throws {
        var random = SeededRandom(seed: seed)
        let tree = RandomTree.make(&random)
        var writer = JSONWriter()
        tree.write(to: &writer)
        let text = writer.take()
        let value = try JSONValue.parse(text)
        let isReadBack = tree.isSame(as: value)
        #expect(isReadBack, "seed \(seed)")
        let theirs = try #require(Foundations.read(text))
        let isFoundations = Foundations.isSame(value, theirs)
        #expect(isFoundations, "seed \(seed)")
    }

    @Test func `what stands before the text calls for no comma`() {
        var writer = JSONWriter(appendingTo: Array("1".utf8))
        writer.integer(2)
        writer.integer(3)
        #expect(writer.take() == Array("12,3".utf8))
    }

    @Test func `fragments are written as they are, and values behind them get their comma`() {
        let text = write { writer in
            writer.beginArray()
            writer.fragment(Array("1,2".utf8))
            writer.integer(3)
            writer.fragment { $0.append(contentsOf: ",".utf8) }
            writer.raw(Array("x4x".utf8)[1..<2])
            writer.endArray()
        }
        #expect(text == "[1,2,3,4]")
    }

    @Test func `a number is plain up to the largest integer that every reader keeps`() throws {
        let limit = Double(JSONLimits.integer)
        #expect(write { $0.number(limit) } == "9007199254740991")
        #expect(write { $0.number(-limit) } == "-9007199254740991")
        let others = [limit + 1, 1e16, 0.1 + 0.2, .leastNonzeroMagnitude, .greatestFiniteMagnitude]
        for number in others {
            let text = write { $0.number(number) }
            #expect(try JSONValue.parse(Array(text.utf8)).double == number, "\(text)")
        }
    }
}
