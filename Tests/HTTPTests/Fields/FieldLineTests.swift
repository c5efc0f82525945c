import HTTP
import Testing

struct FieldLineTests {
    @Test(arguments: [
        ("X:", "X", ""), ("X:1", "X", "1"), ("X: \t1 2 \t", "X", "1 2"), ("X::", "X", ":"),
        ("x-Y_z: a:b", "x-Y_z", "a:b"), ("X: \u{e9}", "X", "\u{e9}"),
    ])
    func `a line is a name, a colon and a value`(
        line: String, name: String, value: String
    ) throws {
        let field = try #require(try Requests.head("GET / HTTP/1.1", "Host: a", line).fields.last)
        #expect(field.name == name && field.value == value)
    }

    @Test(arguments: [
        "X", ":", ": 1", "X : 1", "X\t: 1", "X Y: 1", "X\u{e9}: 1", "\"X\": 1", "X;: 1",
    ])
    func `a line without a name and a colon right behind it is refused`(line: String) {
        #expect(Requests.fault("GET / HTTP/1.1", "Host: a", line) == .malformedField)
    }

    @Test(arguments: [" X: 1", "\tX: 1", " ", "\t"])
    func `a line that begins with white space is refused, the first too`(line: String) {
        #expect(Requests.fault("GET / HTTP/1.1", "Host: a", line) == .foldedField)
        #expect(Requests.fault("GET / HTTP/1.1", line, "Host: a") == .foldedField)
    }
}
