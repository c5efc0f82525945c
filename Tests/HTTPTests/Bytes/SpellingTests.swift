import HTTP
import Seeding
import Testing

struct SpellingTests {
    @Test func `letters match in either case and nothing else does`() throws {
        // The token characters that differ from another by the bit of the case.
        let fields = try Fields([("Ab-^_|", "1")])
        #expect(fields.contains("aB-^_|"))
        #expect(!fields.contains("ab-~_|"))
        #expect(!fields.contains("ab-^\u{7f}|"))
        #expect(!fields.contains("ab-^_"))
        #expect(!fields.contains("ab-^_||"))
        #expect(!fields.contains(""))
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `a name is found in any case`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let name = RandomRequest.cased("X-Request-Id-0_z", &random)
        #expect(try Fields([(name, "1")]).contains("x-request-id-0_Z"))
    }

    @Test func `spaces and tabs around a value are no part of it`() throws {
        let fields = try Fields([("a", " \t b \t c\t "), ("b", " \t "), ("c", "")])
        #expect(fields.map(\.value) == ["b \t c", "", ""])
    }
}
