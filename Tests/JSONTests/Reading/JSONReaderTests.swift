import JSON
import Testing

@Suite struct JSONReaderTests {
    static let names = JSONNames(["id", "jsonrpc", "method", "params", "idempotency_key_of_length"])

    @Test func `a request is read member by member`() throws {
        let text = Array(
            (#"{"id":7,"jsonrpc":"2.0","m\u0065thod":"Select","params":{"a":[1,{}]},"x":null,"#
                + #""idempotency_key_of_length":1}"#).utf8)
        var reader = JSONReader(text)
        try reader.beginObject()
        var seen: [Int] = []
        while let member = try reader.nextMember(Self.names) {
            seen.append(member)
            if member == 0 {
                #expect(try reader.readNumber().integer == 7)
            } else {
                _ = try reader.skipValue()
            }
        }
        try reader.finish()
        #expect(seen == [0, 1, 2, 3, 5, 4])
    }

    @Test(arguments: [#"{"a":1,"a":2}"#, #"{"x":{"a":1,"\u0061":2}}"#])
    func `a duplicate is refused`(text: String) {
        #expect(throws: JSONFault.self) { _ = try JSONValue.parse(Array(text.utf8)) }
    }
}
