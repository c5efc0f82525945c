/// Words of ASCII compared without regard to the case of letters (RFC 9110, section 5.1).
enum Spelling {
    /// Whether two spell the same.
    static func matches(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        for index in left.indices
        where Characters.lowercased(left[index]) != Characters.lowercased(right[index]) {
            return false
        }
        return true
    }
}

extension ArraySlice<UInt8> {
    /// Whether the bytes spell a word.
    func matches(_ word: String) -> Bool { Spelling.matches(span, word.utf8Span.span) }

    /// Whether the bytes spell the same as others.
    func matches(_ other: ArraySlice<UInt8>) -> Bool { Spelling.matches(span, other.span) }

    /// Whether the bytes are a token of one character at least (RFC 9110, section 5.6.2).
    var isToken: Bool { !isEmpty && allSatisfy(Characters.isToken) }

    /// The bytes without the spaces and tabs at both ends (RFC 9110, section 5.6.3).
    var trimmed: ArraySlice<UInt8> {
        var range = indices
        while let first = range.first, Characters.isWhiteSpace(self[first]) { range.removeFirst() }
        while let last = range.last, Characters.isWhiteSpace(self[last]) { range.removeLast() }
        return self[range]
    }

    /// The bytes as text; what is not UTF-8 is replaced.
    var text: String { String(decoding: self, as: UTF8.self) }
}
