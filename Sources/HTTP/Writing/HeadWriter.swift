/// Writes heads of responses (RFC 9112, section 4 and section 5).
enum HeadWriter {
    /// Fields that say where the content ends and whether the connection does: whoever frames the
    /// message writes them, and nobody else.
    private static let framingFields = [
        "content-length", "transfer-encoding", "connection", "keep-alive",
    ]

    /// Appends a whole head.
    ///
    /// - Parameters:
    ///   - framing: how the content is framed; `nil` to say nothing of it.
    ///   - connection: what `Connection` says; `nil` to say nothing.
    static func append(
        _ head: ResponseHead, framing: Framing?, connection: String?, to output: inout [UInt8]
    ) {
        appendStatusLine(head.status, to: &output)
        for field in head.fields where !framingFields.contains(where: field.isNamed) {
            append(field.nameBytes, field.valueBytes, to: &output)
        }
        switch framing {
        case .length(let count): append("Content-Length", String(count), to: &output)
        case .chunked: append("Transfer-Encoding", "chunked", to: &output)
        case .untilClose, nil: break
        }
        if let connection { append("Connection", connection, to: &output) }
        output.append(contentsOf: "\r\n".utf8)
    }

    /// Appends the head that asks the client for the content (RFC 9110, section 15.2.1).
    static func appendContinue(to output: inout [UInt8]) {
        appendStatusLine(100, to: &output)
        output.append(contentsOf: "\r\n".utf8)
    }

    private static func appendStatusLine(_ status: Int, to output: inout [UInt8]) {
        output.append(contentsOf: "HTTP/1.1 ".utf8)
        output.append(contentsOf: String(status).utf8)
        output.append(Characters.space)
        output.append(contentsOf: ReasonPhrase.phrase(of: status).utf8)
        output.append(contentsOf: "\r\n".utf8)
    }

    private static func append(
        _ name: some Collection<UInt8>, _ value: some Collection<UInt8>, to output: inout [UInt8]
    ) {
        output.append(contentsOf: name)
        output.append(contentsOf: ": ".utf8)
        output.append(contentsOf: value)
        output.append(contentsOf: "\r\n".utf8)
    }

    private static func append(_ name: String, _ value: String, to output: inout [UInt8]) {
        append(name.utf8, value.utf8, to: &output)
    }
}
