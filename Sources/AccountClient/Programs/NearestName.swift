/// Guesses which name was meant by one that is not known.
enum NearestName {
    /// The name that takes the fewest changes of a letter; `nil` when that is more than a third of
    /// them, since such a guess would only confuse.
    static func of(_ name: String, among known: [String]) -> String? {
        let written = Array(name.utf8.prefix(64))
        var nearest: (name: String, changes: Int)?
        for candidate in known {
            let changes = changes(from: written, to: Array(candidate.utf8))
            guard changes < nearest?.changes ?? (max(3, written.count) / 3 + 1) else { continue }
            nearest = (candidate, changes)
        }
        return nearest?.name
    }

    /// Letters to be added, dropped or replaced (Levenshtein), two exchanged neighbours being one
    /// change more.
    static func changes(from one: [UInt8], to other: [UInt8]) -> Int {
        var row = Array(0...other.count)
        for (line, letter) in one.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for (column, otherLetter) in other.enumerated() {
                let replaced = diagonal + (letter == otherLetter ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row[other.count]
    }
}
