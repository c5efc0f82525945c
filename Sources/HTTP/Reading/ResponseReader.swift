/// Reads the responses of one connection, a client's side (RFC 9112).
///
/// It works as `RequestReader` does, and must be told the method of each request, since the answer
/// to HEAD has no content whatever its head says (RFC 9112, section 6.3, item 1).
package struct ResponseReader: Sendable {
    /// An event of a response.
    package typealias Event = MessageEvent<ResponseHead>

    private enum Phase: Sendable {
        /// A status-line comes. Goes to `fields`, `failed`.
        case line
        /// The fields behind a status-line come. Goes to `line` behind an interim response, to
        /// `body` behind a final one, to `failed`.
        case fields(StatusLine)
        /// The content comes. Goes to `complete`, `failed`.
        case body
        /// The response has ended. Goes to `line`.
        case complete
        /// Something was no response.
        case failed(HTTPFault)
    }

    private let limits: HTTPLimits
    private var method: String
    private var input = ReceiveBuffer()
    private var phase = Phase.line
    private var section: FieldSectionReader
    private var body: BodyReader
    /// Whether the connection goes on behind the response that is read.
    private var keepsAlive = false

    /// Reads from the first byte of a connection on which a request of the method was sent.
    package init(answering method: String, limits: HTTPLimits = HTTPLimits()) {
        self.method = method
        self.limits = limits
        section = FieldSectionReader(behind: 0, limits: limits)
        body = BodyReader(.length(0), limits: limits)
    }

    /// Takes in what has arrived; the parts of `buffer` that were handed out are void.
    package mutating func append(_ bytes: ArraySlice<UInt8>) { input.append(bytes) }

    /// Learns that the server will send no more, which may be the end of a response's content.
    package mutating func close() { input.close() }

    /// What comes next; `nil` when more must arrive first, or when the response has ended.
    ///
    /// - Throws: why this is no response; `incomplete` when the connection ended within it.
    package mutating func next() throws(HTTPFault) -> Event? {
        do throws(HTTPFault) {
            if let event = try readNext() { return event }
            guard input.isClosed, !isComplete else { return nil }
            throw .incomplete
        } catch {
            phase = .failed(error)
            throw error
        }
    }

    /// Goes on with the answer to another request; whether the connection lets there be one.
    package mutating func startNext(answering method: String) -> Bool {
        guard persists else { return false }
        self.method = method
        phase = .line
        return true
    }

    /// What has arrived; the content's pieces are parts of it.
    package var buffer: [UInt8] { input.bytes }

    /// Whether the response has ended.
    package var isComplete: Bool {
        switch phase {
        case .complete: true
        case .line, .fields, .body, .failed: false
        }
    }

    /// Whether the response has ended and the connection goes on (RFC 9112, section 9.3).
    package var persists: Bool { isComplete && keepsAlive }

    private mutating func readNext() throws(HTTPFault) -> Event? {
        while true {
            switch phase {
            case .line: guard try readLine() else { return nil }
            case .fields(let line):
                guard try section.read(&input) else { return nil }
                return .head(try finishHead(line))
            case .body: return try readBody()
            case .complete: return nil
            case .failed(let fault): throw fault
            }
        }
    }

    private mutating func readLine() throws(HTTPFault) -> Bool {
        guard
            let place = try input.nextLine(upTo: limits.startLineBytes, orThrow: .startLineTooLong)
        else { return false }
        phase = .fields(try StatusLine(input.bytes[place]))
        section = FieldSectionReader(behind: place.count + 2, limits: limits)
        return true
    }

    /// Judges the head; 101 is refused, for nothing here asks for another protocol (RFC 9110,
    /// section 15.2.2).
    private mutating func finishHead(_ line: StatusLine) throws(HTTPFault) -> ResponseHead {
        guard line.status != 101 else { throw .malformedStartLine }
        let head = ResponseHead(status: line.status, fields: section.fields)
        let stated = try Framing(head.fields, line.version) ?? .untilClose
        let framing = method == "HEAD" || head.isWithoutContent ? .length(0) : stated
        keepsAlive = framing != .untilClose && Persistence.isWanted(by: head.fields, line.version)
        body = BodyReader(framing, limits: limits)
        phase = head.isInterim ? .line : .body
        return head
    }

    private mutating func readBody() throws(HTTPFault) -> Event? {
        switch try body.next(&input) {
        case .piece(let place): return .body(place)
        case .end:
            phase = .complete
            return .end
        case nil: return nil
        }
    }
}
