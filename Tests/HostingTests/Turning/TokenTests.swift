import Hosting
import Seeding
import Serving
import Testing

struct TokenTests {
    @Test(arguments: 0..<300)
    func `a token comes back as what it was`(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let tokens: [Token] = [
            .signals, .listener(Int.random(in: 0...1000, using: &random)),
            .process(UInt64.random(in: 0...(1 << 56 - 1), using: &random)),
            .peer(PeerID(token: UInt64.random(in: 0...(1 << 56 - 1), using: &random))),
        ]
        for token in tokens { #expect(Token(word: token.word) == token, "seed \(seed)") }
        #expect(Set(tokens.map(\.word)).count == tokens.count)
    }
}
