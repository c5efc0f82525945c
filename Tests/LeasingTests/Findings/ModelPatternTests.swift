import Leasing
import Seeding
import Testing

struct ModelPatternTests {
    /// Whether a pattern matches, found by trying every length for each wildcard.
    private func plainlyMatches(_ pattern: [Character], _ text: [Character]) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        let rest = Array(pattern.dropFirst())
        if first == "*" {
            return (0...text.count).contains { plainlyMatches(rest, Array(text.dropFirst($0))) }
        }
        return text.first == first && plainlyMatches(rest, Array(text.dropFirst()))
    }

    @Test func `it matches what trying everything finds`() {
        var random = SeededRandom(seed: 1)
        for _ in 0..<4000 {
            let pattern = String((0..<random.below(7)).map { _ in random.pick(["a", "b", "*"]) })
            let text = String((0..<random.below(7)).map { _ in random.pick(["a", "b"]) })
            let expected = plainlyMatches(Array(pattern), Array(text))
            #expect(ModelPattern(pattern).matches(text) == expected, "\(pattern) on \(text)")
        }
    }

    @Test(arguments: [
        ("claude-*", "claude-opus-4-1", true), ("claude-*", "claude-", true),
        ("claude-*", "claude", false), ("*", "", true), ("", "", true), ("", "a", false),
        ("a*a", "a", false), ("*-sonnet-*", "claude-sonnet-4", true), ("ab", "abc", false),
    ])
    func `a star stands for any run of characters`(pattern: String, model: String, fits: Bool) {
        #expect(ModelPattern(pattern).matches(model) == fits)
    }

    @Test func `an exact pattern names one model, a star in its id included`() {
        let pattern = ModelPattern.exactly("a*")
        #expect(pattern.matches("a*"))
        #expect(!pattern.matches("ab"))
        #expect(pattern.text == "a*")
    }
}
