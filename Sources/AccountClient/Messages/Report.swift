import JSON
import Wire

/// What went wrong with an upstream's answer that had no status, or broke off.
public enum TransportError: String, CaseIterable, Sendable {
    /// The upstream could not be reached, or the connection broke.
    case network
    /// It did not answer in time.
    case timeout
    /// It closed the connection before the answer was whole.
    case prematureClose = "premature_close"
    /// It answered with nothing.
    case emptyResponse = "empty_response"
    /// The caller gave up.
    case cancelled
    /// It sent an error in the middle of a stream.
    case streamError = "stream_error"
}

/// How far an upstream's answer had come.
public enum Phase: String, CaseIterable, Sendable {
    /// Before or at its headers.
    case headers
    /// At the first byte of its body.
    case firstByte = "first_byte"
    /// In the middle of its body.
    case midStream = "mid_stream"
    /// At its end.
    case end
}

/// What the upstream answered, as the daemon is told: the evidence for its verdict.
public struct Report: Equatable, Sendable {
    /// The status, 100 to 599, or what went wrong instead.
    public enum Outcome: Equatable, Sendable {
        /// The upstream's status.
        case status(Int)
        /// There was none, or the answer broke off.
        case error(TransportError)
    }

    /// What came of the request.
    public var outcome: Outcome
    /// The upstream's headers: they tell of limits. Long ones and cookies are not sent on.
    public var headers: [Header]
    /// The upstream's body when it is an error; its beginning is sent.
    public var body: [UInt8]
    /// How far the answer had come.
    public var phase: Phase?
    /// Whether the caller has seen a part of the answer, so that nothing may be tried again.
    public var isStreamed = false
    /// Tokens that the upstream counted, in.
    public var inputTokens: Int?
    /// Tokens that the upstream counted, out.
    public var outputTokens: Int?
    /// How long the upstream took.
    public var latency: Duration?

    /// Reports an outcome.
    public init(_ outcome: Outcome, headers: [Header] = [], body: [UInt8] = []) {
        self.outcome = outcome
        self.headers = headers
        self.body = body
    }

    /// The most headers that are sent on.
    static let headerCount = 100
    /// The longest header that is sent on, name and value, in bytes.
    static let headerBytes = 256
    /// The most bytes that a body may have in a frame, its escapes included: half of one.
    static let encodedBodyBytes = WireLimits.requestBytes / 2

    /// Writes the parameters of a MarkResult.
    func write(
        _ writer: inout JSONWriter, lease: String, sequence: Int, gives back: Bool, timeout: Int
    ) {
        if !body.isEmpty {
            writer.name("body")
            writer.string(excerpt)
        }
        writer.context(timeout: timeout)
        if case .error(let error) = outcome { writer.member("error", error.rawValue) }
        writeHeaders(&writer)
        if let latency { writer.member("latency_ms", max(latency.wholeMilliseconds, 0)) }
        writer.member("lease_id", lease)
        if let phase { writer.member("phase", phase.rawValue) }
        if back { writer.member("release", true) }
        writer.member("seq", sequence)
        if case .status(let status) = outcome { writer.member("status", status) }
        if isStreamed { writer.member("streamed", true) }
        writeUsage(&writer)
    }

    private func writeUsage(_ writer: inout JSONWriter) {
        guard inputTokens != nil || outputTokens != nil else { return }
        writer.name("usage")
        writer.beginObject()
        if let inputTokens { writer.member("input_tokens", inputTokens) }
        if let outputTokens { writer.member("output_tokens", outputTokens) }
        writer.endObject()
    }

    private func writeHeaders(_ writer: inout JSONWriter) {
        guard !headers.isEmpty else { return }
        writer.name("headers")
        writer.beginObject()
        for header in sendableHeaders { writer.member(header.name, header.value) }
        writer.endObject()
    }

    /// The short headers in the order of their names, in lower case, so that none comes twice; of
    /// several with one name the first.
    package var sendableHeaders: [Header] {
        var seen: Set<String> = []
        var kept: [Header] = []
        for header in headers.prefix(4 * Self.headerCount) {
            let name = header.name.lowercased()
            guard name != "set-cookie", kept.count < Self.headerCount,
                name.utf8.count + header.value.utf8.count <= Self.headerBytes,
                seen.insert(name).inserted
            else { continue }
            kept.append(Header(name: name, value: header.value))
        }
        return kept.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// The beginning of the body as text, cut so that neither it nor its spelling is too long.
    package var excerpt: String {
        var end = 0
        var encoded = 0
        for byte in body.prefix(WireLimits.bodyBytes) {
            // At most: a control character is spelt \u0000, what is no UTF-8 becomes U+FFFD.
            switch byte {
            case 0..<0x20: encoded += 6
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): encoded += 2
            case 0x80...: encoded += 3
            case _: encoded += 1
            }
            guard encoded <= Self.encodedBodyBytes else { break }
            end += 1
        }
        return String(decoding: body[..<end], as: UTF8.self)
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: String, _ value: String) {
        self.name(name)
        string(value)
    }

    fileprivate mutating func member(_ name: String, _ value: Int) {
        self.name(name)
        integer(value)
    }

    fileprivate mutating func member(_ name: String, _ value: Bool) {
        self.name(name)
        boolean(value)
    }
}
