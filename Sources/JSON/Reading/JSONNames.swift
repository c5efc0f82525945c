/// A fixed set of words that a decoder knows: the members of an object, the values of an enum.
///
/// A word of a text is found in it without an allocation and without a hash, by its place in the
/// list. The list is short, so the search is linear. A class, for a set is made once and handed to
/// every reader.
package final class JSONNames: Sendable {
    private let keys: [NameKey]
    private let words: [[UInt8]]

    /// Makes the set; the place of a word in the list is its index.
    package init(_ names: [String]) {
        words = names.map { Array($0.utf8) }
        keys = words.map { NameKey($0) }
    }

    /// How many words there are.
    package var count: Int { keys.count }

    /// The index of a checked string of the text, whose key is given; nil when it is not in the
    /// set.
    @inline(__always)
    func index(of key: NameKey, _ name: JSONString, in text: Span<UInt8>) -> Int? {
        var index = 0
        while index < keys.count {
            if keys[index].first == key.first, keys[index] == key,
                key.isWhole || isWord(index, name, in: text)
            {
                return index
            }
            index &+= 1
        }
        return nil
    }

    /// Whether the whole of a long name is the word at an index.
    @inline(never)
    private func isWord(_ index: Int, _ name: JSONString, in text: Span<UInt8>) -> Bool {
        var bytes = UnescapedBytes(from: name.start)
        for byte in words[index] where bytes.next(in: text) != byte { return false }
        return true
    }
}
