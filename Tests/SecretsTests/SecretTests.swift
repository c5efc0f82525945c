import Secrets
import Seeding
import Testing

struct SecretTests {
    /// Words of all lengths up to 80, with ends that lie across the boundaries of small strings.
    private static func words(_ seed: UInt64) -> [String] {
        var random = SeededRandom(seed: seed)
        return (0...80).map { length in
            String(
                decoding: (0..<length).map { _ in UInt8.random(in: 0x21...0x7E, using: &random) },
                as: UTF8.self)
        }
    }

    @Test(arguments: 1...20)
    func `nothing that shows a value shows six bytes of a secret`(seed: UInt64) {
        for word in Self.words(seed) {
            let secret = Secret(word)
            for shown in Showing.all(of: secret) + Showing.all(of: [secret]) {
                #expect(!Showing.tells(shown, of: word), "seed \(seed)")
            }
        }
    }

    @Test func `all secrets look alike, whatever their length`() {
        let shown = Set(Self.words(1).map { Showing.all(of: Secret($0)) })
        #expect(shown.count == 1)
        #expect("\(Secret("a"))" == "Secret(…)")
    }

    @Test func `a mirror has no children`() {
        let mirror = Mirror(reflecting: Secret("a"))
        #expect(mirror.children.isEmpty)
        #expect(mirror.superclassMirror == nil)
    }

    @Test func `what would write or order it is not there`() {
        let secret: Any = Secret("a")
        #expect(!(secret is any Encodable))
        #expect(!(secret is any Decodable))
        #expect(!(secret is any Hashable))
        #expect(!(secret is any Comparable))
        #expect(!(secret is any TextOutputStreamable))
        #expect(!(secret is any LosslessStringConvertible))
        #expect(!(secret is any CVarArg))
    }

    @Test func `it comes out as it went in`() {
        for word in Self.words(2) {
            #expect(Secret(word).reveal() == word)
            #expect(Secret(word).count == word.utf8.count)
            #expect(Secret(word).following("Bearer ").reveal() == "Bearer " + word)
        }
    }

    @Test func `two are the same when all their bytes are, at every length`() {
        for word in Self.words(3) {
            #expect(Secret(word) == Secret(word))
            #expect(Secret(word) != Secret(word + "a"))
            #expect(Secret("a" + word) != Secret(word))
            for place in word.utf8.indices {
                for bit in 0..<7 {
                    var bytes = Array(word.utf8)
                    bytes[word.utf8.distance(from: word.utf8.startIndex, to: place)] ^= 1 << bit
                    #expect(Secret(String(decoding: bytes, as: UTF8.self)) != Secret(word))
                }
            }
        }
    }

    @Test func `a difference in two places does not undo itself`() {
        #expect(Secret("ab") != Secret("ba"))
        #expect(Secret("aa") != Secret("bb"))
    }

    @Test func `letters that only look the same are not`() {
        // The same letter in two spellings: equal as texts, which a secret is not.
        #expect(Secret("\u{E9}") != Secret("e\u{301}"))
    }
}
