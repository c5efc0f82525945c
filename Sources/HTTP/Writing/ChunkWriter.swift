/// Writes content in chunks (RFC 9112, section 7.1).
enum ChunkWriter {
    /// Appends one chunk; nothing for no bytes, since the chunk of none is the end.
    static func append(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        appendHexadecimal(bytes.count, to: &output)
        output.append(contentsOf: lineEnd)
        output.append(contentsOf: bytes)
        output.append(contentsOf: lineEnd)
    }

    /// Appends the last chunk and an empty trailer section.
    static func appendEnd(to output: inout [UInt8]) {
        output.append(contentsOf: end)
    }

    private static let lineEnd: [UInt8] = [Characters.carriageReturn, Characters.lineFeed]
    private static let end: [UInt8] = [UInt8(ascii: "0")] + lineEnd + lineEnd

    private static func appendHexadecimal(_ count: Int, to output: inout [UInt8]) {
        var shift = (count.bitWidth - 1 - count.leadingZeroBitCount) / 4 * 4
        while shift >= 0 {
            let digit = UInt8(truncatingIfNeeded: count >> shift & 0xF)
            output.append(digit < 10 ? digit + 0x30 : digit + 0x57)
            shift -= 4
        }
    }
}
