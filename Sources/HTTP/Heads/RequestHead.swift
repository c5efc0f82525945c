/// The head of a request, and what it says of the message and the connection.
package struct RequestHead: Sendable, Equatable {
    /// The method, whose letters have their case (RFC 9110, section 9.1).
    package let method: String
    /// What the request is for.
    package let target: RequestTarget
    /// The version that the client speaks.
    package let version: HTTPVersion
    /// The fields as they were received.
    package let fields: Fields
    /// How the content ends; `.length(0)` when the head speaks of none (RFC 9112, section 6.3).
    package let framing: Framing

    /// Judges the head as a whole.
    init(_ line: RequestLine, _ fields: Fields) throws(HTTPFault) {
        method = line.method
        target = line.target
        version = line.version
        self.fields = fields
        try Self.checkHost(fields, line.version)
        framing = try Framing(fields, line.version) ?? .length(0)
    }

    /// Whether the client lets the connection go on (RFC 9112, section 9.3).
    package var keepsAlive: Bool { Persistence.isWanted(by: fields, version) }

    /// Whether the client waits for 100 (Continue) before it sends the content; HTTP/1.0 and a
    /// request without content wait for nothing (RFC 9110, section 10.1.1).
    package var expectsContinue: Bool {
        version == .http11 && framing != .length(0)
            && fields.list("expect", contains: "100-continue")
    }

    /// The host and port that the request is addressed to: those of the target, else those of Host
    /// (RFC 9112, section 3.2.2).
    package var authority: String? { target.authority ?? fields.first("host")?.value }

    /// One Host, and in HTTP/1.1 not none (RFC 9112, section 3.2).
    private static func checkHost(_ fields: Fields, _ version: HTTPVersion) throws(HTTPFault) {
        guard let index = fields.firstIndex(named: "host") else {
            guard version == .http10 else { throw .missingHost }
            return
        }
        guard fields.firstIndex(named: "host", from: index + 1) == nil else { throw .repeatedHost }
        guard Authority.accepts(fields[index].valueBytes) else { throw .malformedHost }
    }
}
