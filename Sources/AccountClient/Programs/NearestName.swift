/// Guesses which name was meant by one that is not known.
package enum NearestName {
    /// The name that takes the fewest changes of a letter; `nil` when that is more than a third of
    /// them, since such a guess would only confuse.
    package static func of(_ name: String, among known: [String]) -> String? {
        let written = Array(name.utf8.prefix(64))
        var nearest: (name: String, changes: Int)?
        for candidate in known {
            let changes = changes(from: written, to: Array(candidate.utf8))
            guard changes < nearest?.changes ?? (max(3, written.count) / 3 + 1) else { continue }
            nearest = (candidate, changes)
        }
        return nearest?.name
    }

    /// Letters to be added, dropped, replaced or exchanged with their neighbour (the optimal string
    /// alignment distance).
    package static func changes(from one: [UInt8], to other: [UInt8]) -> Int {
        var before: [Int] = []
        var above = Array(0...other.count)
        for line in one.indices {
            var row = [line + 1]
            for column in other.indices {
                let isSame = one[line] == other[column]
                var best = above[column] + (isSame ? 0 : 1)
                best = min(best, above[column + 1] + 1, row[column] + 1)
                if line > 0, column > 0, one[line] == other[column - 1],
                    one[line - 1] == other[column]
                {
                    best = min(best, before[column - 1] + 1)
                }
                row.append(best)
            }
            (before, above) = (above, row)
        }
        return above[other.count]
    }
}
