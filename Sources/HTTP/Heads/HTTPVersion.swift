/// The version of a message, whose minor number says what its sender understands.
package enum HTTPVersion: Sendable, Equatable {
    /// HTTP/1.0, without chunks and persistent only on demand.
    case http10
    /// HTTP/1.1, and any later of the same major version (RFC 9110, section 2.5).
    case http11

    /// Reads `HTTP/1.1`, whose letters are capitals (RFC 9112, section 2.3).
    init(_ bytes: ArraySlice<UInt8>) throws(HTTPFault) {
        let start = bytes.startIndex
        guard bytes.count == 8, bytes.prefix(5).elementsEqual("HTTP/".utf8),
            Characters.isDigit(bytes[start + 5]), bytes[start + 6] == UInt8(ascii: "."),
            Characters.isDigit(bytes[start + 7])
        else { throw .malformedStartLine }
        guard bytes[start + 5] == UInt8(ascii: "1") else { throw .unsupportedVersion }
        self = bytes[start + 7] == UInt8(ascii: "0") ? .http10 : .http11
    }
}
