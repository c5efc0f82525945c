import JSON
import Testing

struct ContainerStackTests {
    @Test func `32 levels are read and the 33rd is refused`() {
        let nest = { (depth: Int) in
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(Texts.fault(nest(32)) == nil)
        #expect(Texts.fault(nest(33)) == JSONFault(.limit, at: 32))
        let objects = { (depth: Int) in
            String(repeating: #"{"a":"#, count: depth) + "1" + String(repeating: "}", count: depth)
        }
        #expect(Texts.fault(objects(32)) == nil)
        #expect(Texts.fault(objects(33))?.kind == .limit)
    }

    @Test func `100,000 brackets do not grow the stack`() {
        #expect(Texts.fault(String(repeating: "[", count: 100_000))?.kind == .limit)
        #expect(Texts.fault(String(repeating: #"{"a":"#, count: 100_000))?.kind == .limit)
    }

    @Test func `what is passed over is bounded as what is read is`() {
        let nest = { (depth: Int) in
            [UInt8](repeating: UInt8(ascii: "["), count: depth)
                + [UInt8](repeating: UInt8(ascii: "]"), count: depth)
        }
        #expect(Texts.faultWhenSkipped(nest(31)) == nil)
        #expect(Texts.faultWhenSkipped(nest(32)) == JSONFault(.limit, at: 36))
        #expect(Texts.faultWhenSkipped(nest(100_000)) == JSONFault(.limit, at: 36))
    }

    @Test func `containers beside one another are not counted together`() {
        let list = "[" + String(repeating: "[[]],{\"a\":[]},", count: 10_000) + "[]]"
        #expect(Texts.fault(list) == nil)
        #expect(Texts.faultWhenSkipped(Array(list.utf8)) == nil)
    }

    @Test func `what is opened by one bracket is not closed by another`() {
        for text in ["[}", "{]", #"{"a":1]"#, "[1}", "[[}]", "]", "}"] {
            #expect(Texts.fault(text)?.kind == .malformed, "\(text)")
        }
    }
}
