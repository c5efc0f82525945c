import Providers
import Seeding
import Testing

@Suite struct WordsTests {
    @Test func `phrases are found in any case`() {
        let words = Words("Your ACCOUNT has been Deactivated")
        #expect(words.contains("account has been deactivated"))
        #expect(words.starts(with: "your account"))
        #expect(!words.contains("account was"))
        #expect(words.contains(any: ["no", "deactivated"]))
        #expect(!words.isEmpty)
    }

    @Test func `an empty phrase is nowhere, and nothing is in no words`() {
        #expect(!Words("a").contains(""))
        #expect(!Words("").contains("a"))
        #expect(Words("").isEmpty)
    }

    @Test func `what stands behind the limit is not read`() {
        let text = String(repeating: "a", count: 5000) + "needle"
        #expect(!Words(text).contains("needle"))
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `a phrase is found where it was put`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let letters: [UInt8] = (0..<Int.random(in: 0..<60, using: &random)).map { _ in
            UInt8.random(in: 0x61...0x63, using: &random)
        }
        let phrase = String(decoding: letters.suffix(5) + [0x64], as: UTF8.self)
        #expect(Words(letters + [0x64] + letters).contains(phrase))
        #expect(!Words(letters).contains(phrase))
    }
}
