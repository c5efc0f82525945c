/// The first line of a response (RFC 9112, section 4).
struct StatusLine: Sendable {
    let version: HTTPVersion
    let status: Int

    /// Takes apart a line without its CRLF; the reason phrase is for people and left out.
    init(_ line: ArraySlice<UInt8>) throws(HTTPFault) {
        version = try HTTPVersion(line.prefix(8))
        let rest = line.dropFirst(8)
        let digits = rest.dropFirst().prefix(3)
        guard rest.first == Characters.space, digits.count == 3,
            digits.allSatisfy(Characters.isDigit),
            rest.dropFirst(4).first == Characters.space
        else { throw .malformedStartLine }
        status = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        guard (100...599).contains(status) else { throw .malformedStartLine }
    }
}
