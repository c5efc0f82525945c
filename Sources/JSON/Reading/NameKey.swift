/// A name's length and its first sixteen bytes, in two words: enough to tell nearly every name from
/// every other with three comparisons, and no hash that an attacker could make collide.
struct NameKey: Equatable, Sendable {
    /// The bytes that a key holds.
    static let capacity = 16

    /// The first eight bytes, the first lowest, zero where there are none.
    var low: UInt64 = 0
    /// The next eight.
    var high: UInt64 = 0
    /// The name's length in UTF-8 after unescaping, in bytes.
    var count = 0

    /// Whether the key is the whole name.
    var isWhole: Bool { count <= Self.capacity }

    /// The key of no name.
    init() {}

    /// The key of a name given by its bytes.
    init(_ bytes: some Collection<UInt8>) {
        for byte in bytes.prefix(Self.capacity) { append(byte) }
        count = bytes.count
    }

    /// The key of a checked string of the text.
    @inline(__always)
    init(_ name: JSONString, in text: Span<UInt8>) {
        let start = name.range.lowerBound
        guard !name.isEscaped, let first = Words.word(of: text, at: start) else {
            fill(from: name, in: text)
            return
        }
        count = name.utf8Count
        low = first & Self.mask(count)
        guard count > 8 else { return }
        guard let second = Words.word(of: text, at: start &+ 8) else {
            (low, count) = (0, 0)
            fill(from: name, in: text)
            return
        }
        high = second & Self.mask(count &- 8)
    }

    @inline(never)
    private mutating func fill(from name: JSONString, in text: Span<UInt8>) {
        var bytes = UnescapedBytes(from: name.range.lowerBound)
        while count < Self.capacity, let byte = bytes.next(in: text) { append(byte) }
        count = name.utf8Count
    }

    private mutating func append(_ byte: UInt8) {
        if count < 8 {
            low |= UInt64(byte) &<< UInt64(count &* 8)
        } else {
            high |= UInt64(byte) &<< UInt64((count &- 8) &* 8)
        }
        count &+= 1
    }

    /// A word whose lowest bytes, so many, are all ones.
    @inline(__always)
    private static func mask(_ count: Int) -> UInt64 {
        count >= 8 ? .max : (1 &<< UInt64(count &* 8)) &- 1
    }
}
