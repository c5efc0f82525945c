/// Writes the response to one request, a server's side (RFC 9112).
///
/// It alone says where the content ends. Only a clean `end` writes the last chunk or lets the
/// connection go on: a response that is left without it is seen to be cut (RFC 9112, section 8).
/// An illegal step is refused and changes nothing.
package struct ResponseWriter: Sendable {
    /// How much content a response has.
    package enum Content: Sendable, Equatable {
        /// So many bytes.
        case length(Int)
        /// What is written until the end.
        case streamed
    }

    private enum Phase: Sendable, Equatable {
        /// No final head is written. Goes to all others but `ended`.
        case head
        /// So many bytes are to come. Goes to `ended` when there are none.
        case length(Int)
        /// Chunks come. Goes to `ended`.
        case chunks
        /// Bytes come and the connection's end ends them, as HTTP/1.0 has it. Goes to `ended`.
        case untilClose
        /// What is written is what GET would get, and is left out. Goes to `ended`.
        case leftOut
        /// Nothing may be written. Goes to `ended`.
        case none
        /// The response is whole.
        case ended
    }

    private var phase = Phase.head
    private let answersHead: Bool
    private let version: HTTPVersion
    private let expectsContinue: Bool
    private var keepsAlive: Bool

    /// Begins the response to a request.
    ///
    /// - Parameters:
    ///   - request: the request's head.
    ///   - keepsAlive: whether the server lets the connection go on, as far as the client does; it
    ///     may not when it leaves a part of the request unread (RFC 9112, section 9.3).
    package init(to request: RequestHead, keepsAlive: Bool) {
        answersHead = request.method == "HEAD"
        version = request.version
        expectsContinue = request.expectsContinue
        self.keepsAlive = keepsAlive && request.keepsAlive
    }

    /// Begins the response to what was no request: the connection does not go on.
    package init() {
        answersHead = false
        version = .http11
        expectsContinue = false
        keepsAlive = false
    }

    /// Asks for the content, when the client waits to be asked and the answer has not begun
    /// (RFC 9110, section 10.1.1).
    package func appendContinue(to output: inout [UInt8]) {
        guard expectsContinue, phase == .head else { return }
        HeadWriter.appendContinue(to: &output)
    }

    /// Writes the final head, whose fields of framing and connection are left out for ours.
    ///
    /// - Throws: `malformedStatus` for an interim one or none; `malformedLength` for one below
    ///   zero; `outOfOrder` behind another head.
    package mutating func append(
        _ head: ResponseHead, content: Content, to output: inout [UInt8]
    ) throws(WriteFault) {
        guard phase == .head else { throw .outOfOrder }
        guard (200...599).contains(head.status) else { throw .malformedStatus }
        if case .length(let count) = content, count < 0 { throw .malformedLength }
        let framing = framing(of: head, content)
        if framing == .untilClose { keepsAlive = false }
        HeadWriter.append(head, framing: framing, connection: connection, to: &output)
        phase = phase(behind: head, framing)
    }

    /// Writes some of the content.
    ///
    /// - Throws: `contentTooLong` beyond the length, or where there is no content; `outOfOrder`
    ///   before the head or behind the end.
    package mutating func append(
        _ bytes: ArraySlice<UInt8>, to output: inout [UInt8]
    ) throws(WriteFault) {
        switch phase {
        case .head, .ended: throw .outOfOrder
        case .leftOut: break
        case .none: guard bytes.isEmpty else { throw .contentTooLong }
        case .chunks: ChunkWriter.append(bytes, to: &output)
        case .untilClose: output.append(contentsOf: bytes)
        case .length(let left):
            guard bytes.count <= left else { throw .contentTooLong }
            output.append(contentsOf: bytes)
            phase = .length(left - bytes.count)
        }
    }

    /// Ends the content.
    ///
    /// - Throws: `contentTooShort` when the head said more; `outOfOrder` before the head or a
    ///   second time.
    package mutating func appendEnd(to output: inout [UInt8]) throws(WriteFault) {
        switch phase {
        case .head, .ended: throw .outOfOrder
        case .length(let left): guard left == 0 else { throw .contentTooShort }
        case .chunks: ChunkWriter.appendEnd(to: &output)
        case .untilClose, .leftOut, .none: break
        }
        phase = .ended
    }

    /// Whether the final head is written, so that no other answer can be given.
    package var hasBegun: Bool { phase != .head }

    /// Whether the response is whole.
    package var hasEnded: Bool { phase == .ended }

    /// Whether the response is whole and another may follow it on the connection.
    package var persists: Bool { hasEnded && keepsAlive }

    /// HTTP/1.0 knows no chunks (RFC 9112, section 6.1); 204 and 304 have no content, and 204 may
    /// not speak of any (RFC 9110, section 8.6).
    private func framing(of head: ResponseHead, _ content: Content) -> Framing? {
        guard !head.isWithoutContent else { return nil }
        switch content {
        case .length(let count): return .length(count)
        case .streamed: return version == .http11 ? .chunked : .untilClose
        }
    }

    private func phase(behind head: ResponseHead, _ framing: Framing?) -> Phase {
        guard !answersHead else { return .leftOut }
        switch framing {
        case .length(let count): return .length(count)
        case .chunked: return .chunks
        case .untilClose: return .untilClose
        case nil: return .none
        }
    }

    /// HTTP/1.1 goes on unless it says otherwise, HTTP/1.0 the other way round (RFC 9112, section
    /// 9.3).
    private var connection: String? {
        guard keepsAlive else { return "close" }
        return version == .http10 ? "keep-alive" : nil
    }
}
