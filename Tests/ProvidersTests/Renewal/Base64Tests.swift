import Foundation
import Providers
import Seeding
import Testing

@Suite struct Base64Tests {
    @Test(arguments: 0..<200 as Range<UInt64>)
    func `what Foundation encodes is decoded, in both alphabets`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let bytes = (0..<Int.random(in: 0..<80, using: &random)).map { _ in
            UInt8.random(in: 0...255, using: &random)
        }
        let text = Data(bytes).base64EncodedString()
        #expect(Base64.decode(text, limit: 200) == bytes)
        let safe = text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        #expect(Base64.decode(safe, limit: 200) == bytes)
    }

    @Test(arguments: ["a", "ab=c", "abcde", "ab$d", "ab d", "====", "é"])
    func `what is no base 64 is none`(text: String) {
        #expect(Base64.decode(text, limit: 200) == nil)
    }

    @Test func `a text beyond the limit is not read`() {
        #expect(Base64.decode("YWJj", limit: 3) == nil)
        #expect(Base64.decode("YWJj", limit: 4) == Array("abc".utf8))
    }
}
