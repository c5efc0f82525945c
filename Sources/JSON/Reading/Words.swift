/// Eight bytes at a time, where a loop over bytes would be the larger part of the work.
enum Words {
    /// Every byte one.
    static let ones: UInt64 = 0x0101_0101_0101_0101
    /// The highest bit of every byte.
    static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// The eight bytes at an index, the first lowest; nil when the text has fewer left.
    ///
    /// The one test of the length lets the compiler merge the eight reads into one.
    @inline(__always)
    static func word(of text: Span<UInt8>, at index: Int) -> UInt64? {
        let rest = text.extracting(droppingFirst: index)
        guard rest.count >= 8 else { return nil }
        var word: UInt64 = 0
        for place in 0..<8 {
            word |= UInt64(rest[place]) &<< UInt64(place &* 8)
        }
        return word
    }

    /// Marks the bytes that end a plain run of a string: a quote, a backslash, a control character,
    /// the parts of a character outside ASCII. The lowest mark is right; those above it may not be,
    /// since the subtractions borrow.
    @inline(__always)
    static func marks(of word: UInt64) -> UInt64 {
        let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
        let ends =
            ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
            | ((word &- (ones &* 0x20)) & ~word) | word
        return ends & highBits
    }
}

extension Span<UInt8> {
    /// The byte at an index, zero at the end of the text: one test of the bounds, not two.
    @inline(__always)
    func byte(at index: Int) -> UInt8 {
        UInt(bitPattern: index) < UInt(bitPattern: count) ? self[index] : 0
    }
}
