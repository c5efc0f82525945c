/// Why a message is refused.
///
/// A fault carries no part of the message, so that a log line made of it cannot leak a credential.
/// Where the next message would begin is unknown behind one: the connection is closed once the
/// answer is written (RFC 9112, section 2.2 and section 6.3).
package enum HTTPFault: Error, Equatable, Sendable, CaseIterable {
    /// A line feed without its carriage return (RFC 9112, section 2.2).
    case bareLineFeed
    /// A carriage return without its line feed (RFC 9112, section 2.2).
    case bareCarriageReturn
    /// NUL or another control in a line (RFC 9110, section 5.5).
    case controlByte
    /// The first line is no request-line (RFC 9112, section 3) or status-line (section 4).
    case malformedStartLine
    /// The start-line is longer than is read (RFC 9112, section 3).
    case startLineTooLong
    /// The target is in no form of RFC 9112, section 3.2, or climbs out of its path.
    case malformedTarget
    /// The method is CONNECT or another that is never served (RFC 9110, section 9.1).
    case unsupportedMethod
    /// The major version is not 1 (RFC 9110, section 15.6.6).
    case unsupportedVersion
    /// A field line that is none, be it for white space before its colon (RFC 9112, section 5.1).
    case malformedField
    /// A line that begins with white space (RFC 9112, section 5.2 and section 2.2).
    case foldedField
    /// The head has more bytes than are read (RFC 6585, section 5).
    case headTooLarge
    /// The head or the trailer section has more fields than are read (RFC 6585, section 5).
    case tooManyFields
    /// The trailer section has more bytes than are read (RFC 6585, section 5).
    case trailersTooLarge
    /// HTTP/1.1 without Host (RFC 9112, section 3.2).
    case missingHost
    /// Two Host fields (RFC 9112, section 3.2).
    case repeatedHost
    /// A Host that is no host and port (RFC 9112, section 3.2).
    case malformedHost
    /// A Content-Length that is no number (RFC 9112, section 6.3, item 5).
    case malformedContentLength
    /// Two Content-Lengths, which may be read differently by two (RFC 9112, section 6.3, item 5).
    case repeatedContentLength
    /// Both framings at once (RFC 9112, section 6.3, item 3).
    case conflictingFraming
    /// A Transfer-Encoding that is no list of codings with `chunked` once, at its end, or one in
    /// HTTP/1.0, which has none (RFC 9112, section 6.1).
    case malformedTransferEncoding
    /// A transfer coding other than `chunked` (RFC 9112, section 6.1).
    case unsupportedTransferEncoding
    /// A chunk whose size, extension or end is none (RFC 9112, section 7.1).
    case malformedChunk
    /// Chunk extensions with more bytes than are read (RFC 9112, section 7.1.1).
    case chunkLineTooLong
    /// More content than is taken (RFC 9110, section 15.5.14).
    case contentTooLarge
    /// The connection ended within a message (RFC 9112, section 8).
    case incomplete

    /// The status that a server answers with; a gateway that finds the fault in a response answers
    /// 502 (RFC 9110, section 15.6.3).
    package var status: Int {
        switch self {
        case .bareLineFeed, .bareCarriageReturn, .controlByte, .malformedStartLine,
            .malformedTarget, .malformedField, .foldedField, .missingHost, .repeatedHost,
            .malformedHost, .malformedContentLength, .repeatedContentLength, .conflictingFraming,
            .malformedTransferEncoding, .malformedChunk, .chunkLineTooLong, .incomplete:
            400
        case .contentTooLarge: 413
        case .startLineTooLong: 414
        case .headTooLarge, .tooManyFields, .trailersTooLarge: 431
        case .unsupportedMethod, .unsupportedTransferEncoding: 501
        case .unsupportedVersion: 505
        }
    }

    /// The fault in a few words, for the answer and the log.
    package var sentence: String {
        switch self {
        case .bareLineFeed: "a line ends with LF alone"
        case .bareCarriageReturn: "CR without LF"
        case .controlByte: "a control character in a line"
        case .malformedStartLine: "the first line is malformed"
        case .startLineTooLong: "the first line is too long"
        case .malformedTarget: "the request target is malformed"
        case .unsupportedMethod: "the method is not implemented"
        case .unsupportedVersion: "the HTTP version is not supported"
        case .malformedField: "a header line is malformed"
        case .foldedField: "a header line is folded"
        case .headTooLarge: "the header is too large"
        case .tooManyFields: "there are too many header lines"
        case .trailersTooLarge: "the trailers are too large"
        case .missingHost: "Host is missing"
        case .repeatedHost: "Host is repeated"
        case .malformedHost: "Host is malformed"
        case .malformedContentLength: "Content-Length is malformed"
        case .repeatedContentLength: "Content-Length is repeated"
        case .conflictingFraming: "both Content-Length and Transfer-Encoding"
        case .malformedTransferEncoding: "Transfer-Encoding is malformed"
        case .unsupportedTransferEncoding: "the transfer coding is not implemented"
        case .malformedChunk: "a chunk is malformed"
        case .chunkLineTooLong: "a chunk's extensions are too long"
        case .contentTooLarge: "the content is too large"
        case .incomplete: "the connection ended within the message"
        }
    }
}
