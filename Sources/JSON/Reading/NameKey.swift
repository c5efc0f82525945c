/// A name's length, its first eight bytes and its last eight: enough to tell nearly every name from
/// every other with three comparisons, and no hash that an attacker could make collide.
struct NameKey: Equatable, Sendable {
    /// The first eight bytes, the first lowest, zero where there are none.
    private(set) var first: UInt64 = 0
    /// The last eight, the last highest; zero when there are no more than eight in all.
    private(set) var last: UInt64 = 0
    /// The name's length in UTF-8 after unescaping, in bytes.
    private(set) var count = 0

    /// Whether the key is the whole name: the first and the last eight bytes leave none out.
    var isWhole: Bool { count <= 16 }

    /// One word that equal names share and most others do not.
    var digest: UInt64 {
        first ^ (last &* 0x9E37_79B9_7F4A_7C15) &+ UInt64(truncatingIfNeeded: count)
    }

    /// The key of a name given by its bytes.
    init(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { append(byte) }
        if count <= 8 { last = 0 }
    }

    /// The key of a name of less than eight bytes, which are a word, the first lowest.
    @inline(__always)
    init(_ word: UInt64, count: Int) {
        first = word
        self.count = count
    }

    /// The key of a checked string of the text.
    @inline(__always)
    init(_ name: JSONString, in text: Span<UInt8>) {
        guard !name.isEscaped, let word = Words.word(of: text, at: name.start) else {
            fill(from: name, in: text)
            return
        }
        count = name.utf8Count
        first = count < 8 ? word & ((1 &<< UInt64(truncatingIfNeeded: count &* 8)) &- 1) : word
        if count > 8 { last = Words.word(of: text, at: name.end &- 8) ?? 0 }
    }

    @inline(never)
    private mutating func fill(from name: JSONString, in text: Span<UInt8>) {
        var bytes = UnescapedBytes(from: name.start)
        while let byte = bytes.next(in: text) { append(byte) }
        if count <= 8 { last = 0 }
    }

    private mutating func append(_ byte: UInt8) {
        if count < 8 { first |= UInt64(byte) &<< UInt64(count &* 8) }
        last = last >> 8 | UInt64(byte) << 56
        count &+= 1
    }
}
