/// Guesses which word was meant by one that is not known.
package enum NearestWord {
    /// A longer word is no slip, and comparing it would take long.
    private static let longest = 64

    /// The word with the fewest slips of the hand between it and the one written; `nil` when even
    /// that has too many to be meant. Of two as near the first.
    ///
    /// Capitals and the marks between words do not count: `maxInFlight` is `max_in_flight`.
    package static func of(_ word: String, among words: [String]) -> String? {
        guard word.utf8.count <= longest else { return nil }
        let letters = letters(of: word)
        let nearest = words.map { (word: $0, distance: distance(letters, Self.letters(of: $0))) }
            .min { $0.distance < $1.distance }
        guard let nearest, nearest.distance <= max(1, letters.count / 3) else { return nil }
        return nearest.word
    }

    /// The guess as a question.
    package static func question(_ word: String, among words: [String]) -> String? {
        of(word, among: words).map { "did you mean \"\($0)\"?" }
    }

    private static func letters(of word: String) -> [UInt8] {
        word.utf8.filter { !"-_".utf8.contains($0) }.map { byte in
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
        }
    }

    /// Letters to be put in, left out, replaced or exchanged with their neighbour: the optimal
    /// string alignment distance of Damerau and Levenshtein.
    package static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var rows = [Array(0...right.count)]
        for row in 0..<left.count {
            var next = [row + 1]
            for column in 0..<right.count {
                let isSame = left[row] == right[column]
                var best = min(rows[row][column + 1], next[column]) + 1
                best = min(best, rows[row][column] + (isSame ? 0 : 1))
                if row > 0, column > 0, left[row] == right[column - 1],
                    left[row - 1] == right[column]
                {
                    best = min(best, rows[row - 1][column - 1] + 1)
                }
                next.append(best)
            }
            rows.append(next)
        }
        return rows[left.count][right.count]
    }
}
