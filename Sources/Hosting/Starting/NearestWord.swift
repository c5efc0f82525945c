/// Guesses which word was meant by one that is not known.
package enum NearestWord {
    /// The word with the fewest slips of the hand between it and the one written; `nil` when even
    /// that has too many to be meant.
    package static func of(_ word: String, among words: [String]) -> String? {
        let nearest = words.map { (word: $0, distance: distance(word, $0)) }
            .min { $0.distance < $1.distance }
        guard let nearest, nearest.distance <= max(1, word.utf8.count / 3) else { return nil }
        return nearest.word
    }

    /// Letters to be put in, left out, replaced or exchanged with their neighbour: the optimal
    /// string alignment distance of Damerau and Levenshtein.
    static func distance(_ one: String, _ other: String) -> Int {
        let (left, right) = (Array(one.utf8.prefix(64)), Array(other.utf8.prefix(64)))
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
