/// The bounds of what a reader takes from its peer.
///
/// Every part of a message that has no bound of its own in the standard has one here, so that the
/// memory and the work that a connection costs are known before its first byte.
package struct HTTPLimits: Sendable, Equatable {
    /// Bytes of a request-line or status-line, its CRLF counted: RFC 9112, section 3, recommends
    /// that 8000 at least be supported.
    package var startLineBytes = 8192
    /// Bytes of a head, from the start-line to the empty line: nginx takes 32 KiB, Node 16.
    package var headBytes = 32_768
    /// Field lines of a head, and of a trailer section: Apache takes 100.
    package var fieldCount = 128
    /// Bytes of the method, the longest registered having 17 (RFC 9110, section 16.1.1).
    package var methodBytes = 32
    /// Bytes of all chunk extensions of one message together, so that many small chunks cannot
    /// carry what one large may not (RFC 9112, section 7.1.1).
    package var chunkExtensionBytes = 4096
    /// Bytes of a trailer section with its empty line.
    package var trailerBytes = 8192
    /// Bytes of a message's content.
    package var bodyBytes = 33_554_432

    /// The bounds of a server; each can be changed.
    package init() {}
}
