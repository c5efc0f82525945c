import Persistence

/// The memory of a lease table without a file: what was stored outlasts whoever stored it, who may
/// be killed between any two stores.
package struct FalseTable: TableMemory, Sendable {
    /// Pages that were stored to, by their numbers; the others are zeros.
    private var pages: [Int: [UInt8]] = [:]
    /// After how many more stores the process is killed: what it does then has no effect.
    package var storesLeft: Int?
    /// How many stores there were.
    package private(set) var storeCount = 0

    private static let pageBytes = 512
    /// A copy of bytes is done in pieces; a process can be killed after each.
    private static let pieceBytes = 24

    /// Memory of zeros.
    package init() {}

    /// How many bytes it has.
    package var count: Int { TableLayout.bytes }

    /// The bytes of a part of it.
    package func read(_ range: Range<Int>) -> [UInt8] {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "beyond the table")
        return range.map { pages[$0 / Self.pageBytes]?[$0 % Self.pageBytes] ?? 0 }
    }

    /// The word at an offset, its least byte first.
    package func word(at offset: Int) -> UInt64 {
        precondition(offset % 8 == 0, "a word lies at a multiple of eight")
        guard let page = pages[offset / Self.pageBytes] else { return 0 }
        var word: UInt64 = 0
        for place in 0..<8 {
            word |= UInt64(page[offset % Self.pageBytes + place]) << (8 * UInt64(place))
        }
        return word
    }

    /// Writes bytes from an offset on, piece by piece.
    package mutating func write(_ bytes: [UInt8], at offset: Int) {
        for start in stride(from: 0, to: bytes.count, by: Self.pieceBytes) {
            let piece = bytes[start..<min(start + Self.pieceBytes, bytes.count)]
            store(piece, at: offset + start)
        }
    }

    /// Writes a word, all of it or nothing.
    package mutating func publish(_ word: UInt64, at offset: Int) {
        precondition(offset % 8 == 0, "a word lies at a multiple of eight")
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
        store(bytes[...], at: offset)
    }

    private mutating func store(_ bytes: ArraySlice<UInt8>, at offset: Int) {
        precondition(offset >= 0 && offset + bytes.count <= count, "beyond the table")
        storeCount += 1
        if let left = storesLeft {
            guard left > 0 else { return }
            storesLeft = left - 1
        }
        for (place, byte) in zip(offset..., bytes) {
            let page = place / Self.pageBytes
            pages[page, default: [UInt8](repeating: 0, count: Self.pageBytes)][
                place % Self.pageBytes] = byte
        }
    }
}
