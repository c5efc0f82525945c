import JSON
import Testing

struct JSONNamesTests {
    private static let words = [
        "id", "jsonrpc", "idempotency_key", "sixteen_bytes_00", "seventeen_bytes_0", "",
        "cache_read_input_tokens",
    ]

    @Test func `each name is found at its place and others are found nowhere`() throws {
        let names = JSONNames(Self.words)
        for (place, word) in Self.words.enumerated() {
            #expect(try find(word, in: names) == place)
            #expect(try find(word + "x", in: names) == names.count)
        }
        #expect(try find("cache_read_input_tokenz", in: names) == names.count)
    }

    @Test func `a word of a closed list is found among its values`() throws {
        let names = JSONNames(["network", "premature_close_and_more"])
        for (text, place) in [("network", 0), ("premature_close_and_more", 1), ("net", nil)] {
            var reader = JSONReader(Array("\"\(text)\"".utf8))
            let token = try reader.readString()
            #expect(reader.match(token, names) == place)
        }
    }

    private func find(_ name: String, in names: JSONNames) throws -> Int? {
        var reader = JSONReader(Array("{\"\(name)\":1}".utf8))
        try reader.beginObject()
        return try reader.nextMember(names)
    }
}
