import JSON
import Testing

struct JSONValueEncodingTests {
    @Test(arguments: 0..<200 as Range<UInt64>)
    func `the canonical form is read back as itself`(_ seed: UInt64) throws {
        var maker = TextMaker(seed: seed)
        let text = maker.value()
        let once = try Texts.canonical(text)
        #expect(try Texts.canonical(once) == once, "seed \(seed): \(text)")
    }

    @Test func `names are sorted by their bytes and spaces are left out`() throws {
        let text = #" { "b" : 1 , "a" : [ true , null ] , "é" : 2 , "B" : "\/" } "#
        #expect(try Texts.canonical(text) == #"{"B":"/","a":[true,null],"b":1,"é":2}"#)
    }

    @Test(arguments: [
        (#"{"\ufffe":1,"\uffff":2}"#, "{\"\u{FFFD}\":1}"),
        (#"{"\udbff\udfff":1,"\ud800\udc00":2}"#, "{\"\u{FFFD}\":1,\"\u{10000}\":2}"),
        (#"{"\uffff":1,"\ufffd":2}"#, "{\"\u{FFFD}\":1}"),
    ])
    func `names with noncharacters stay names of one object`(
        text: String, canonical: String
    ) throws {
        #expect(try Texts.canonical(text) == canonical)
        #expect(try Texts.canonical(canonical) == canonical)
    }
}
