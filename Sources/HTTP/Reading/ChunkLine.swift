/// The line before a chunk: its size and its extensions (RFC 9112, section 7.1).
struct ChunkLine {
    /// Digits of the longest size that is read, zeros in front counted: those of 64 bits.
    static let digits = 16

    /// Bytes of the chunk, none of the last; one above what an `Int` holds is `Int.max`.
    let size: Int
    /// Bytes of the extensions, which say nothing to who does not know them (section 7.1.1).
    let extensionBytes: Int

    /// Takes apart a line without its CRLF.
    init(_ line: ArraySlice<UInt8>) throws(HTTPFault) {
        let spelling = line.prefix { Characters.hexadecimal($0) != nil }
        guard (1...Self.digits).contains(spelling.count) else { throw .malformedChunk }
        let magnitude = spelling.reduce(UInt64(0)) {
            $0 << 4 | UInt64(Characters.hexadecimal($1) ?? 0)
        }
        size = Int(clamping: magnitude)
        let extensions = line[spelling.endIndex...]
        extensionBytes = extensions.count
        guard ChunkExtensions.accepts(extensions) else { throw .malformedChunk }
    }
}
