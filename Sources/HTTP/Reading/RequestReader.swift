/// Reads the requests of one connection, a server's side (RFC 9112).
///
/// Bytes go in with `append`, split anyhow; `next` says what they are. It stops behind each request
/// until `startNext`, so that a pipelined one waits for its answer's turn (RFC 9112, section
/// 9.3.2). The first fault is the last thing that is said: it is thrown again by every later call.
package struct RequestReader: Sendable {
    /// An event of a request.
    package typealias Event = MessageEvent<RequestHead>

    private enum Phase: Sendable {
        /// A request-line comes. Goes to `fields`, `failed`.
        case line
        /// The fields behind a request-line come. Goes to `body`, `failed`.
        case fields(RequestLine)
        /// The content comes. Goes to `complete`, `failed`.
        case body
        /// The request has ended. Goes to `line`, `closed`.
        case complete
        /// The last request has ended; what follows it is dropped.
        case closed
        /// Something was no request.
        case failed(HTTPFault)
    }

    private let limits: HTTPLimits
    private var input = ReceiveBuffer()
    private var phase = Phase.line
    private var section: FieldSectionReader
    private var body: BodyReader
    private var hasSkippedLine = false
    private var keepsAlive = true

    /// Reads from the first byte of a connection.
    package init(limits: HTTPLimits = HTTPLimits()) {
        self.limits = limits
        section = FieldSectionReader(behind: 0, limits: limits)
        body = BodyReader(.length(0), limits: limits)
    }

    /// Takes in what has arrived; the parts of `buffer` that were handed out are void.
    package mutating func append(_ bytes: ArraySlice<UInt8>) {
        switch phase {
        case .closed, .failed: return
        case .line, .fields, .body, .complete: input.append(bytes)
        }
    }

    /// Learns that the client will send no more.
    package mutating func close() { input.close() }

    /// What comes next; `nil` when more must arrive first, or when the request has ended.
    ///
    /// A head is told also when its content is too large, so that the refusal can be in the style
    /// that its target asks for.
    ///
    /// - Throws: why this is no request, with the status to answer.
    package mutating func next() throws(HTTPFault) -> Event? {
        do throws(HTTPFault) {
            if let event = try readNext() { return event }
            guard input.isClosed, isInsideMessage else { return nil }
            throw .incomplete
        } catch {
            phase = .failed(error)
            input.removeAll()
            throw error
        }
    }

    /// Goes on behind a request that has ended; whether there can be another.
    ///
    /// There can be none behind one that said `Connection: close`: what follows it is dropped
    /// (RFC 9112, section 9.6).
    package mutating func startNext() -> Bool {
        guard case .complete = phase else { return false }
        phase = keepsAlive ? .line : .closed
        if !keepsAlive { input.removeAll() }
        hasSkippedLine = false
        return keepsAlive
    }

    /// What has arrived; the content's pieces are parts of it.
    package var buffer: [UInt8] { input.bytes }

    /// Bytes that have arrived and were not read: a server stops receiving when they are many.
    package var unreadBytes: Int { input.unreadCount }

    /// Whether the last request that began has ended and was read to its end.
    package var isComplete: Bool {
        switch phase {
        case .complete, .closed: true
        case .line, .fields, .body, .failed: false
        }
    }

    /// Whether no byte of a request has arrived since the last one, so that the connection may be
    /// closed without a word (RFC 9112, section 9.5).
    package var isIdle: Bool {
        if case .line = phase { input.unreadCount == 0 } else { false }
    }

    private var isInsideMessage: Bool {
        switch phase {
        case .line: input.unreadCount > 0
        case .fields, .body: true
        case .complete, .closed, .failed: false
        }
    }

    private mutating func readNext() throws(HTTPFault) -> Event? {
        while true {
            switch phase {
            case .line: guard try readLine() else { return nil }
            case .fields(let line):
                guard try section.read(&input) else { return nil }
                return .head(try finishHead(line))
            case .body: return try readBody()
            case .complete, .closed: return nil
            case .failed(let fault): throw fault
            }
        }
    }

    /// Reads the request-line, and one empty line before it, which some clients send behind the
    /// content of the request before (RFC 9112, section 2.2). Whether it has arrived.
    private mutating func readLine() throws(HTTPFault) -> Bool {
        while let place = try input.nextLine(
            upTo: limits.startLineBytes, orThrow: .startLineTooLong)
        {
            if place.isEmpty, !hasSkippedLine {
                hasSkippedLine = true
                continue
            }
            let line = try RequestLine(input.bytes[place], limits: limits)
            section = FieldSectionReader(behind: place.count + 2, limits: limits)
            phase = .fields(line)
            return true
        }
        return false
    }

    private mutating func finishHead(_ line: RequestLine) throws(HTTPFault) -> RequestHead {
        let head = try RequestHead(line, section.fields)
        keepsAlive = head.keepsAlive
        body = BodyReader(head.framing, limits: limits)
        phase = .body
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
