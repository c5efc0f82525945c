/// A set of small numbers in which the next one is found without looking at those between.
///
/// A bit for each number and a bit for each word of those: of a hundred thousand numbers the
/// search reads some 25 words at most.
package struct RankSet: Sendable {
    private var words: [UInt64]
    /// Which words hold anything.
    private var filled: [UInt64]
    /// How many numbers it holds.
    package private(set) var count = 0

    /// Stands for no number.
    package static let none = -1

    /// Holds nothing yet.
    ///
    /// - Parameter size: one more than the greatest number that it may hold.
    package init(size: Int) {
        words = Array(repeating: 0, count: (size + 63) / 64)
        filled = Array(repeating: 0, count: (words.count + 63) / 64)
    }

    /// Whether a number is in it.
    package func contains(_ number: Int) -> Bool {
        words[number / 64] & (1 << UInt64(number % 64)) != 0
    }

    /// Puts a number in.
    package mutating func insert(_ number: Int) {
        guard !contains(number) else { return }
        let word = number / 64
        words[word] |= 1 << UInt64(number % 64)
        filled[word / 64] |= 1 << UInt64(word % 64)
        count += 1
    }

    /// Takes a number out, if it is there.
    package mutating func remove(_ number: Int) {
        guard contains(number) else { return }
        let word = number / 64
        words[word] &= ~(1 << UInt64(number % 64))
        if words[word] == 0 { filled[word / 64] &= ~(1 << UInt64(word % 64)) }
        count -= 1
    }

    /// The smallest number that it holds of a range; `none` when there is none.
    package func first(in range: Range<Int>) -> Int {
        guard !range.isEmpty else { return Self.none }
        var word = range.lowerBound / 64
        var bits = words[word] & (UInt64.max << UInt64(range.lowerBound % 64))
        if bits == 0 {
            word = filledWord(from: word + 1)
            guard word != Self.none else { return Self.none }
            bits = words[word]
        }
        let number = word * 64 + bits.trailingZeroBitCount
        return number < range.upperBound ? number : Self.none
    }

    private func filledWord(from start: Int) -> Int {
        var place = start / 64
        guard place < filled.count else { return Self.none }
        var bits = filled[place] & (UInt64.max << UInt64(start % 64))
        while bits == 0 {
            place += 1
            guard place < filled.count else { return Self.none }
            bits = filled[place]
        }
        return place * 64 + bits.trailingZeroBitCount
    }
}
