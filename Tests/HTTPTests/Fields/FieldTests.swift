import HTTP
import Testing

struct FieldTests {
    @Test func `a field keeps its spelling and is found by its name`() throws {
        let field = try #require(try Fields([("X-Name", "Value")]).first)
        #expect(field.name == "X-Name" && field.value == "Value")
        #expect(field.isNamed("x-nAME") && !field.isNamed("x-name2"))
    }

    @Test func `bytes that are no UTF-8 are kept, and replaced in the text`() throws {
        let bytes =
            Array("GET / HTTP/1.1\r\nHost: a\r\nX: a".utf8) + [0xFF] + Array("\r\n\r\n".utf8)
        let head = try #require(Requests.steps([bytes[...]]).heads().first)
        let field = try #require(head.fields.first("x"))
        #expect(Array(field.valueBytes) == [0x61, 0xFF])
        #expect(field.value == "a\u{fffd}")
    }
}
