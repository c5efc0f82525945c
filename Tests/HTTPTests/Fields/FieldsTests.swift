import HTTP
import Seeding
import Testing

struct FieldsTests {
    @Test func `fields keep their order and their spelling`() throws {
        var fields = try Fields([("B", "1"), ("a", "2"), ("b", "3")])
        #expect(fields.map(\.name) == ["B", "a", "b"])
        #expect(fields.first("b")?.value == "1")
        try fields.replace("B", "4")
        #expect(fields.map(\.name) == ["a", "B"])
        #expect(fields.map(\.value) == ["2", "4"])
        fields.removeAll(named: "A")
        #expect(fields.map(\.value) == ["4"])
        #expect(fields.first("a") == nil && !fields.contains("a"))
    }

    @Test(arguments: ["", "a b", "a:", "a\r\nb", "a\u{0}", "é", " a", "a "])
    func `a name that is no token is refused and nothing is changed`(name: String) throws {
        var fields = try Fields([("a", "1")])
        let before = fields
        #expect(throws: WriteFault.malformedName) { try fields.append(name, "1") }
        #expect(throws: WriteFault.malformedName) { try fields.replace(name, "1") }
        #expect(fields == before)
    }

    @Test(arguments: ["a\r\nb: c", "a\nb", "a\rb", "\r\n", "a\u{0}", "a\u{7f}", "a\u{1b}[0m"])
    func `a value that could split the head is refused and nothing is changed`(
        value: String
    ) throws {
        var fields = try Fields([("a", "1")])
        let before = fields
        #expect(throws: WriteFault.malformedValue) { try fields.append("a", value) }
        #expect(throws: WriteFault.malformedValue) { try fields.replace("a", value) }
        #expect(fields == before)
    }

    @Test func `equal fields are spelt alike, whatever was removed before`() throws {
        var fields = try Fields([("x", "0"), ("a", "1"), ("b", "2")])
        fields.removeAll(named: "x")
        #expect(try fields == Fields([("a", "1"), ("b", "2")]))
        #expect(try fields != Fields([("A", "1"), ("b", "2")]))
        #expect(try fields != Fields([("b", "2"), ("a", "1")]))
        #expect(try fields != Fields([("a", "1")]))
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `fields do as a plain list of pairs does`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var fields = Fields()
        var list: [(String, String)] = []
        for step in 0..<40 {
            let name = random.pick(["a", "B", "c", "A", "b", "C"])
            switch random.below(4) {
            case 0:
                fields.removeAll(named: name)
                list.removeAll { $0.0.lowercased() == name.lowercased() }
            case 1:
                try fields.replace(name, "\(step)")
                list.removeAll { $0.0.lowercased() == name.lowercased() }
                list.append((name, "\(step)"))
            default:
                try fields.append(name, "\(step)")
                list.append((name, "\(step)"))
            }
            #expect(fields.map(\.name) == list.map(\.0) && fields.map(\.value) == list.map(\.1))
            let first = list.first { $0.0.lowercased() == name.lowercased() }
            #expect(fields.first(name)?.value == first?.1)
        }
    }
}
