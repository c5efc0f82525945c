import JSON
import Testing

struct JSONStringTests {
    private func string(_ text: String) throws -> JSONString {
        var reader = JSONReader(Array(text.utf8))
        return try reader.readString()
    }

    @Test(arguments: [
        (#""""#, 0), (#""abc""#, 3), (#""é€😀""#, 9), (#""\n""#, 1), (#""\u00e9""#, 2),
        (#""\u20AC""#, 3), (#""\ud83d\ude00""#, 4), (#""a\\b\/\"""#, 5), (#""\u0000""#, 1),
    ])
    func `a string's length is that of its UTF-8 after unescaping`(
        _ text: String, _ count: Int
    ) throws {
        #expect(try string(text).utf8Count == count)
    }

    @Test(arguments: [
        (#""abc""#, false), (#""\u0041""#, true), (#""a\n""#, true), (#""""#, false),
        (#""é""#, false),
    ])
    func `a string knows whether an escape stands in it`(
        _ text: String, _ isEscaped: Bool
    ) throws {
        #expect(try string(text).isEscaped == isEscaped)
    }

    @Test(arguments: [
        (#""\u0000""#, true), (#""a\u0000\ud83d\ude00""#, true), (#""\u0001""#, false),
        (#""\\u0000""#, false), (#""0""#, false),
    ])
    func `a string knows whether it contains U+0000`(
        _ text: String, _ containsNUL: Bool
    ) throws {
        #expect(try string(text).containsNUL == containsNUL)
    }

    @Test func `its range is what stands between the quotes`() throws {
        let text = Array(#"  "a\tb" "#.utf8)
        var reader = JSONReader(text)
        let string = try reader.readString()
        #expect(String(decoding: text[string.range], as: UTF8.self) == #"a\tb"#)
        #expect(string.range.lowerBound == 3)
    }
}
