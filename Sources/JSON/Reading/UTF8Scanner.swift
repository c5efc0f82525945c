/// Checks characters outside ASCII (RFC 3629; The Unicode Standard, table 3-7).
enum UTF8Scanner {
    /// The length of the character that begins at an index with a byte ≥ 0x80: two to four bytes.
    ///
    /// Overlong forms, surrogates and what lies above U+10FFFF are refused at the byte that makes
    /// them so; noncharacters are characters here.
    static func length(_ text: Span<UInt8>, at index: Int) throws(JSONFault) -> Int {
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch text[index] {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: throw .malformed(at: index)
        }
        for place in 1..<length {
            guard index + place < text.count else { throw .malformed(at: text.count) }
            let allowed = place == 1 ? second : 0x80...0xBF
            guard allowed.contains(text[index + place]) else {
                throw .malformed(at: index + place)
            }
        }
        return length
    }
}
