import Hosting
import Seeding
import Testing

struct NearestWordTests {
    private static let words = ["id", "provider", "max_in_flight", "models", "credential"]

    @Test(arguments: 0..<300)
    func `one slip of the hand is seen through`(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let word = Self.words[Int.random(in: 1..<Self.words.count, using: &random)]
        var letters = Array(word)
        let place = Int.random(in: 0..<(letters.count - 1), using: &random)
        switch seed % 4 {
        case 0: letters.remove(at: place)
        case 1: letters.insert("q", at: place)
        case 2: letters[place] = "q"
        default: letters.swapAt(place, place + 1)
        }
        #expect(NearestWord.of(String(letters), among: Self.words) == word, "seed \(seed)")
    }

    @Test(arguments: 0..<300)
    func `the distance is a metric as far as it is used`(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let word = {
            (0..<Int.random(in: 0...8, using: &random)).map { _ in
                UInt8.random(in: 97...99, using: &random)
            }
        }
        let (one, other) = (word(), word())
        let distance = NearestWord.distance(one, other)
        #expect(distance == NearestWord.distance(other, one), "seed \(seed)")
        #expect((distance == 0) == (one == other))
        #expect(distance <= max(one.count, other.count))
        #expect(distance >= abs(one.count - other.count))
    }

    @Test(arguments: ["maxInFlight", "MAX_IN_FLIGHT", "max-in-flight", "maxinflight"])
    func `capitals and marks between words do not count`(word: String) {
        #expect(NearestWord.of(word, among: Self.words) == "max_in_flight")
    }

    @Test(arguments: ["colour", "x", "", "zzzzzzzz"])
    func `a word that is near none is left alone`(word: String) {
        #expect(NearestWord.of(word, among: Self.words) == nil)
        #expect(NearestWord.question(word, among: Self.words) == nil)
    }

    @Test func `a word as long as no word is costs nothing`() {
        let long = String(repeating: "provider", count: 100_000)
        #expect(NearestWord.of(long, among: [long, "provider"]) == nil)
    }

    @Test func `the guess is a question`() {
        #expect(
            NearestWord.question("provder", among: Self.words) == "did you mean \"provider\"?")
    }

    @Test func `of two that are as near the first is meant`() {
        #expect(NearestWord.of("cat", among: ["bat", "car"]) == "bat")
    }
}
