import HTTP
import Testing

/// Bytes in which two recipients have seen two different sequences of requests.
struct SmugglingCase: Sendable, CustomTestStringConvertible {
    /// The section that says what is wrong, and the trick in a few words.
    let testDescription: String
    /// The connection's bytes; a request for `/smuggled` is hidden there.
    let bytes: [UInt8]
    /// Why it is refused; `nil` when what is hidden is content, or never read.
    let fault: HTTPFault?

    init(_ section: String, _ trick: String, _ text: String, _ fault: HTTPFault?) {
        testDescription = "RFC \(section): \(trick)"
        bytes = Array(text.utf8)
        self.fault = fault
    }

    /// A head for `/`, with Host and the lines, and what follows it.
    init(
        _ section: String, _ trick: String, lines: [String], then rest: String = hidden,
        _ fault: HTTPFault?
    ) {
        let head = Requests.text(["POST / HTTP/1.1", "Host: a"] + lines)
        self.init(section, trick, head + rest, fault)
    }

    /// Chunks behind a head that announces them.
    init(_ section: String, _ trick: String, chunks: String, _ fault: HTTPFault?) {
        self.init(
            section, trick, lines: ["Transfer-Encoding: chunked"], then: chunks + Self.hidden, fault
        )
    }

    static let hidden = Requests.text(["GET /smuggled HTTP/1.1", "Host: a"])
    static let all = framing + codings + chunks + lines + heads
}
