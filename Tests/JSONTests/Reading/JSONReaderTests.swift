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
        #expect(Texts.fault(text)?.kind == .duplicateKey)
        #expect(Texts.faultWhenSkipped(Array(text.utf8))?.kind == .duplicateKey)
    }

    @Test func `each verb refuses another kind of value than its own, where the value is`() {
        let verbs: [(String, (inout JSONReader) throws(JSONFault) -> Void)] = [
            ("{}", { (reader) throws(JSONFault) in try reader.beginObject() }),
            ("[]", { (reader) throws(JSONFault) in try reader.beginArray() }),
            ("\"\"", { (reader) throws(JSONFault) in _ = try reader.readString() }),
            ("1", { (reader) throws(JSONFault) in _ = try reader.readNumber() }),
            ("true", { (reader) throws(JSONFault) in _ = try reader.readBoolean() }),
            ("null", { (reader) throws(JSONFault) in try reader.readNull() }),
        ]
        for (own, verb) in verbs {
            for (text, _) in verbs {
                var reader = JSONReader(Array("  \(text)".utf8))
                var fault: JSONFault?
                do throws(JSONFault) { try verb(&reader) } catch { fault = error }
                #expect(fault == (own == text ? nil : JSONFault(.malformed, at: 2)), "\(text)")
            }
        }
    }

    @Test func `a part of an array is a text, and what is around it does not exist`() throws {
        let bytes = Array(#"x{"a":"b\n"}7"#.utf8)
        var reader = JSONReader(bytes, in: 1..<12)
        #expect(try reader.skipValue() == 1..<12)
        try reader.finish()
        for end in 1..<12 {
            var cut = JSONReader(bytes, in: 1..<end)
            #expect(throws: JSONFault(.malformed, at: end)) { _ = try cut.skipValue() }
        }
        var number = JSONReader(Array("123".utf8), in: 0..<2)
        #expect(try number.readNumber().integer == 12)
        try number.finish()
    }

    @Test func `depth and position follow what is read`() throws {
        var reader = JSONReader(Array(" [ { \"a\" : 1 } ] ".utf8))
        #expect((reader.depth, reader.position) == (0, 0))
        #expect(try reader.kind() == .array)
        #expect(reader.position == 1)
        try reader.beginArray()
        #expect(try reader.nextElement())
        try reader.beginObject()
        #expect(reader.depth == 2)
        let name = try #require(try reader.nextName())
        #expect(reader.text(of: name) == "a")
        #expect(try reader.kind() == .number)
        #expect(reader.position == 11)
        #expect(try reader.skipValue() == 11..<12)
        #expect(try reader.nextName() == nil)
        #expect(reader.depth == 1)
        #expect(try !reader.nextElement())
        #expect(reader.depth == 0)
        try reader.finish()
        #expect(reader.position == 17)
    }

    @Test func `a text is not finished before its end`() throws {
        var open = JSONReader(Array("[".utf8))
        try open.beginArray()
        #expect(throws: JSONFault(.malformed, at: 1)) { try open.finish() }
        var behind = JSONReader(Array("1 2".utf8))
        _ = try behind.readNumber()
        #expect(throws: JSONFault(.malformed, at: 2)) { try behind.finish() }
    }

    @Test func `a string says what it is and is handed out as a part of the text`() throws {
        for (text, utf8, isEscaped, containsNUL) in [
            ("abc", "abc", false, false), ("é€😀", "é€😀", false, false),
            (#"a\u0000b"#, "a\0b", true, true), (#"\\u0000"#, #"\u0000"#, true, false),
            (#"\ud83d\ude00\/"#, "😀/", true, false),
        ] {
            var reader = JSONReader(Array("\"\(text)\"".utf8))
            let string = try reader.readString()
            #expect(string.range == 1..<(text.utf8.count + 1))
            #expect(Array(reader.utf8(of: string)) == Array(utf8.utf8))
            #expect((string.isEscaped, string.containsNUL) == (isEscaped, containsNUL), "\(text)")
        }
    }

    @Test func `a number is handed out as it is spelt`() throws {
        var reader = JSONReader(Array("[ -1.50E+2 ]".utf8))
        try reader.beginArray()
        _ = try reader.nextElement()
        let number = try reader.readNumber()
        #expect(String(decoding: reader.lexeme(of: number), as: UTF8.self) == "-1.50E+2")
        #expect(number.integer == -150)
    }
}
