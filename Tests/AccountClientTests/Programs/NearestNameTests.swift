import AccountClient
import Seeding
import Testing

struct NearestNameTests {
    private static let known = ["summary", "health", "call", "classify"]

    @Test(arguments: [
        ("helth", "health"), ("heatlh", "health"), ("sumary", "summary"), ("cal", "call"),
        ("clasify", "classify"), ("classfiy", "classify"),
    ])
    func `a slip of the hand is understood`(written: String, meant: String) {
        #expect(NearestName.of(written, among: Self.known) == meant)
    }

    @Test(arguments: ["", "x", "release", "summarize-everything"])
    func `what is far from all is not guessed at`(written: String) {
        #expect(NearestName.of(written, among: Self.known) == nil)
    }

    @Test(arguments: 1...200)
    func `changes are counted as the recursive definition counts them`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let words = (0..<2).map { _ in
            (0..<Int.random(in: 0...5, using: &random)).map { _ in
                UInt8.random(in: 97...99, using: &random)
            }
        }
        #expect(
            NearestName.changes(from: words[0], to: words[1])
                == changes(words[0][...], words[1][...]),
            "seed \(seed)")
    }

    private func changes(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Int {
        guard let first = one.last, let second = other.last else {
            return max(one.count, other.count)
        }
        var best = changes(one.dropLast(), other.dropLast()) + (first == second ? 0 : 1)
        best = min(best, changes(one.dropLast(), other) + 1, changes(one, other.dropLast()) + 1)
        if one.count > 1, other.count > 1, one.suffix(2).reversed().elementsEqual(other.suffix(2)) {
            best = min(best, changes(one.dropLast(2), other.dropLast(2)) + 1)
        }
        return best
    }
}
