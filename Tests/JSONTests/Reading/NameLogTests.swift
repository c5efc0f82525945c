import JSON
import Testing

struct NameLogTests {
    @Test func `every duplicate of the specification is refused, read and passed over`() {
        #expect(Texts.list("duplicate").count > 10)
        for text in Texts.list("duplicate") {
            #expect(Texts.fault(text)?.kind == .duplicateKey)
            #expect(Texts.faultWhenSkipped(text)?.kind == .duplicateKey)
        }
    }

    @Test(arguments: [1, 2, 15, 16, 17, 18, 100, 1024])
    func `in objects of every size a name that stands twice is found, wherever it stands`(
        _ count: Int
    ) {
        let names = (0..<count).map { "\"member-\($0)\":0" }
        #expect(Texts.fault("{" + names.joined(separator: ",") + "}") == nil)
        for place in Set([0, count / 2, count - 1]) where count < 1024 {
            let text = "{" + (names + [names[place]]).joined(separator: ",") + "}"
            #expect(Texts.fault(text)?.kind == .duplicateKey, "\(place) of \(count)")
        }
    }

    @Test func `1024 members are read and 1025 are refused`() {
        let members = { (count: Int) in
            "{" + (0..<count).map { "\"\($0)\":0" }.joined(separator: ",") + "}"
        }
        #expect(Texts.fault(members(1024)) == nil)
        #expect(Texts.fault(members(1025))?.kind == .limit)
    }

    @Test func `the same name in two objects is no duplicate`() {
        #expect(Texts.fault(#"{"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]}"#) == nil)
    }
}
