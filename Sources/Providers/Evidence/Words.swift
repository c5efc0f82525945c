/// The words of an error message, in lower case, cut where no upstream's sentence ends later.
///
/// Messages are compared as bytes: Unicode's own comparison is slower and says nothing more about
/// sentences that are ASCII.
package struct Words: Hashable, Sendable {
    /// Behind this length nothing is read; the longest message known has 700 bytes.
    static let limit = 4096

    let bytes: [UInt8]

    /// Takes the first bytes of a text, letters in lower case.
    package init(_ text: some Collection<UInt8>) {
        bytes = text.prefix(Self.limit).map(\.lowercased)
    }

    /// Takes the first bytes of a string, letters in lower case.
    package init(_ text: String) {
        self.init(text.utf8)
    }

    /// Whether there are none.
    package var isEmpty: Bool { bytes.isEmpty }

    /// Whether a phrase, written in lower case, occurs in them.
    package func contains(_ phrase: String) -> Bool {
        end(of: phrase) != nil
    }

    /// Whether any of the phrases, written in lower case, occurs in them.
    package func contains(any phrases: [String]) -> Bool {
        phrases.contains { contains($0) }
    }

    /// Whether they begin with a phrase written in lower case.
    package func starts(with phrase: String) -> Bool {
        bytes.starts(with: phrase.utf8)
    }

    /// The index behind the first place where a phrase occurs at or after a point.
    func end(of phrase: String, from start: Int = 0) -> Int? {
        ByteSearch.end(of: Array(phrase.utf8), in: bytes, from: start)
    }
}

/// Finds a run of bytes in another.
enum ByteSearch {
    /// The index behind the first occurrence, looking no further left than `start`.
    static func end(of needle: [UInt8], in haystack: [UInt8], from start: Int = 0) -> Int? {
        guard let first = needle.first, haystack.count >= needle.count else { return nil }
        var index = max(start, 0)
        let last = haystack.count - needle.count
        while index <= last {
            if haystack[index] == first, matches(needle, haystack, at: index) {
                return index + needle.count
            }
            index += 1
        }
        return nil
    }

    private static func matches(_ needle: [UInt8], _ haystack: [UInt8], at start: Int) -> Bool {
        for offset in needle.indices where haystack[start + offset] != needle[offset] {
            return false
        }
        return true
    }
}
