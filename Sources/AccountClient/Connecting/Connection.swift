package import JSON
package import Kernel
package import Wire

/// A connection to the daemon for callers that wait for each answer.
///
/// It never tries again: what a caller may repeat, it decides by the error. After an error that
/// ends the connection each further call throws the same one.
package struct Connection: ~Copyable {
    /// The path that was connected to, for messages.
    package let path: String
    private let socket: UnixSocket
    private let requestLimit: Int
    private var reader = FrameReader(limit: WireLimits.responseBytes)
    private var arrived: [UInt8] = []
    private var output: [UInt8] = []
    private var lastID: Int64 = 0
    private var pushes: [Push] = []
    private var fault: ConnectionError?

    /// How long a call listens when the caller does not say: somewhat longer than the daemon takes
    /// to refuse a request that says nothing of its time (10 s).
    package static let usualTimeout = Duration.milliseconds(
        WireLimits.usualTimeoutMilliseconds + WireLimits.timeoutMarginMilliseconds)

    /// Connects to the socket at a path.
    ///
    /// It never waits: a daemon that has too many callers to take another is `unreachable`.
    package static func connect(
        to path: String, requestLimit: Int = WireLimits.requestBytes
    ) throws(ConnectionError) -> Connection {
        Connection(try open(path), path: path, requestLimit: requestLimit)
    }

    /// Connects a socket that never waits.
    static func open(_ path: String) throws(ConnectionError) -> UnixSocket {
        let address: UnixAddress
        do throws(UnixAddress.Fault) {
            address = try UnixAddress(path: path)
        } catch {
            throw .unusablePath(path, error)
        }
        do throws(Errno) {
            return try UnixSocket.connect(to: address, isNonblocking: true)
        } catch {
            throw ConnectionError(connectingTo: path, Self.reason(error, at: path))
        }
    }

    /// The kernel refuses a connection to a file that is no socket as it does one to a socket at
    /// which nobody listens.
    private static func reason(_ error: Errno, at path: String) -> Errno {
        guard error == .connectionRefused,
            let status = try? FileSystem.status(of: path, followingLinks: true),
            status.kind != .socket
        else { return error }
        return .notASocket
    }

    /// Takes a socket that is connected to a daemon.
    package init(
        _ socket: consuming UnixSocket, path: String, requestLimit: Int = WireLimits.requestBytes
    ) {
        self.socket = socket
        self.path = path
        self.requestLimit = requestLimit
    }

    /// Sends a request and waits for its answer: the bytes of `result`.
    ///
    /// The parameters are an object, or `nil` for none; a `nil` timeout waits for ever.
    package mutating func call(
        _ method: String, params: [UInt8]? = nil, timeout: Duration? = usualTimeout
    ) throws(ConnectionError) -> [UInt8] {
        let deadline = Deadline(in: timeout)
        let id = try send(method, params: params, by: deadline)
        return try answer(to: id, by: deadline)
    }

    /// Sends a request whose parameters the body writes, and waits for its answer.
    package mutating func call(
        _ method: Method, timeout: Duration? = usualTimeout,
        _ writeMembers: (inout JSONWriter) -> Void
    ) throws(ConnectionError) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writeMembers(&writer)
        writer.endObject()
        return try call(method.rawValue, params: writer.take(), timeout: timeout)
    }

    /// Sends a request that stays open, such as a Watch, and returns its number for `nextPush`.
    package mutating func begin(
        _ method: String, params: [UInt8]? = nil
    ) throws(ConnectionError) -> Int64 {
        try send(method, params: params, by: Deadline(in: Self.usualTimeout))
    }

    /// Waits for the next message that the daemon sends unasked, such as an event of a watch;
    /// those that came during calls are first. `nil` when the time is over.
    ///
    /// When the request that stays open is refused, the refusal is thrown.
    package mutating func nextPush(
        of request: Int64? = nil, timeout: Duration?
    ) throws(ConnectionError) -> Push? {
        let deadline = Deadline(in: timeout)
        while pushes.isEmpty {
            do throws(ConnectionError) {
                switch try receive(by: deadline) {
                case .refusal(let id, let refusal) where id == nil || id == request:
                    if request != nil { throw judged(refusal) }
                case .goaway(let goaway): throw ended(.goneAway(path, goaway))
                // An answer that nobody waits for is one whose call has timed out.
                case .result, .refusal, .push: break
                }
            } catch {
                if case .timedOut = error { return nil }
                throw error
            }
        }
        return pushes.removeFirst()
    }

    /// The same however long it takes, until a descriptor is over, such as a pipe that nobody
    /// reads: `nil` when it is.
    package mutating func nextPush(
        of request: Int64? = nil, untilEndOf listener: borrowing Descriptor
    ) throws(ConnectionError) -> Push? {
        while true {
            if let push = try nextPush(of: request, timeout: .zero) { return push }
            do throws(Errno) {
                let found = try socket.descriptor.wait(for: .read, orEndOf: listener)
                if found == nil { return nil }
            } catch {
                throw .lost(path, error)
            }
        }
    }
}

extension Connection {
    private mutating func send(
        _ method: String, params: [UInt8]?, by deadline: Deadline
    ) throws(ConnectionError) -> Int64 {
        if let fault { throw fault }
        lastID += 1
        output.removeAll(keepingCapacity: true)
        let length = RequestFrame.append(lastID, method, params: params, to: &output)
        guard length <= requestLimit else {
            throw .requestTooLarge(bytes: length, limit: requestLimit)
        }
        do throws(ConnectionError) {
            try flush(by: deadline)
        } catch {
            // Behind a part of a frame nothing else can be sent.
            throw ended(error)
        }
        return lastID
    }

    private mutating func flush(by deadline: Deadline) throws(ConnectionError) {
        var start = 0
        while start < output.count {
            let count: Int
            do throws(Errno) {
                count = try socket.send(output, start..<output.count)
            } catch {
                throw farewell(after: error)
            }
            start += count
            // The daemon stops reading from a caller that does not take its answers.
            if count == 0, try ready(for: [.read, .write], by: deadline).contains(.read) {
                try fill()
            }
        }
    }

    private mutating func answer(
        to id: Int64, by deadline: Deadline
    ) throws(ConnectionError) -> [UInt8] {
        while true {
            switch try receive(by: deadline) {
            case .result(id, let result): return result
            case .refusal(let refused, let refusal) where refused == id || refused == nil:
                throw judged(refusal)
            case .result(let other, _), .refusal(.some(let other), _):
                // What comes too late answers a call that has timed out.
                guard other < id else { throw ended(.violation(path, .unknownID)) }
            case .push, .refusal(nil, _): break
            case .goaway(let goaway): throw ended(.goneAway(path, goaway))
            }
        }
    }

    /// The next message; pushes are put aside too.
    private mutating func receive(by deadline: Deadline) throws(ConnectionError) -> Incoming {
        if let fault { throw fault }
        while true {
            if let incoming = try nextMessage() {
                if case .push(let push) = incoming { pushes.append(push) }
                return incoming
            }
            _ = try ready(for: .read, by: deadline)
            try fill()
        }
    }

    private mutating func nextMessage() throws(ConnectionError) -> Incoming? {
        do throws(Violation) {
            guard let range = try Incoming.nextFrame(&reader) else {
                reader.compact()
                return nil
            }
            return try Incoming(reader.buffer, in: range)
        } catch {
            throw ended(.violation(path, error))
        }
    }

    /// Takes in what has arrived.
    private mutating func fill() throws(ConnectionError) {
        arrived.removeAll(keepingCapacity: true)
        let reception: Reception
        do throws(Errno) {
            reception = try socket.receive(into: &arrived, atMost: WireLimits.turnBytes)
        } catch {
            throw ended(.lost(path, error))
        }
        switch reception {
        case .received: reader.append(arrived)
        case .ended: throw ended(.closed(path))
        case .wouldBlock: break
        }
    }

    private func ready(
        for readiness: Readiness, by deadline: Deadline
    ) throws(ConnectionError) -> Readiness {
        let found: Readiness
        do throws(Errno) {
            found = try socket.descriptor.wait(for: readiness, atMost: deadline.remaining)
        } catch {
            throw .lost(path, error)
        }
        guard !found.isEmpty else { throw .timedOut(path) }
        return found
    }

    /// Why the daemon no longer takes requests: what it said before it closed, if it said anything.
    private mutating func farewell(after error: Errno) -> ConnectionError {
        do throws(ConnectionError) {
            while true {
                while let incoming = try nextMessage() {
                    switch incoming {
                    case .goaway(let goaway): return .goneAway(path, goaway)
                    case .refusal(nil, let refusal): return judged(refusal)
                    case .result, .refusal, .push: break
                    }
                }
                let unread = reader.unreadBytes
                try fill()
                if reader.unreadBytes == unread { return .lost(path, error) }
            }
        } catch {
            return error
        }
    }

    private func judged(_ refusal: Refusal) -> ConnectionError {
        Self.judged(refusal, at: path)
    }

    /// A user who may not connect at all is told so on the open connection.
    static func judged(_ refusal: Refusal, at path: String) -> ConnectionError {
        guard refusal.known == .uidNotAllowed else { return .refused(refusal) }
        return .notPermitted(path, user: CurrentProcess.user)
    }

    private mutating func ended(_ error: ConnectionError) -> ConnectionError {
        fault = fault ?? error
        return error
    }
}
