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

    @Test(arguments: [2, 15, 16, 17, 18, 40, 300], [3, 16, 17, 30])
    func `a duplicate is found nested, passed over, and after unescaping`(
        _ count: Int, _ length: Int
    ) {
        let names = (0..<count).map { index in
            String(repeating: "x", count: max(0, length - 3)) + String(index + 100)
        }
        let escaped = names.map { name in
            "\\u00" + String(name.utf8.first ?? 0, radix: 16) + name.dropFirst()
        }
        let object = { (names: [String]) in
            "{" + names.map { "\"\($0)\":{}" }.joined(separator: ",") + "}"
        }
        for place in [0, count / 2, count - 1] {
            let text = "[{\"y\":" + object(names + [escaped[place]]) + "}]"
            #expect(Texts.fault(text)?.kind == .duplicateKey, "\(place)")
            #expect(Texts.faultWhenSkipped(Array(text.utf8))?.kind == .duplicateKey, "\(place)")
            let differs = "[{\"y\":" + object(names + [escaped[place] + "z"]) + "}]"
            #expect(Texts.fault(differs) == nil, "\(place)")
        }
    }

    @Test func `the fault is at the name that stands there for the second time`() {
        #expect(Texts.fault(#"{"a":1,"b":2,"a":3}"#) == JSONFault(.duplicateKey, at: 13))
        let many = (0..<20).map { "\"\($0 + 10)\":0," }.joined()
        #expect(
            Texts.fault("{" + many + "\"15\":0}")
                == JSONFault(.duplicateKey, at: 1 + many.utf8.count))
    }

    @Test func `an object inside a large one does not disturb the names of the outer`() {
        let inner = "{" + (0..<30).map { "\"m\($0)\":0" }.joined(separator: ",") + "}"
        let outer = (0..<30).map { "\"m\($0)\":\(inner)" }.joined(separator: ",")
        #expect(Texts.fault("{" + outer + "}") == nil)
        #expect(Texts.fault("{" + outer + ",\"m7\":0}")?.kind == .duplicateKey)
        #expect(Texts.fault("{\"m7\":\(inner),\"m7\":0}")?.kind == .duplicateKey)
    }
}
