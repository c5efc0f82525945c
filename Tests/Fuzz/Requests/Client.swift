import JSON
import Leasing
import Serving
import Wire

/// One connection as its client knows it: what it has sent, what it may expect, what has come.
final class Client {
    /// What a request asks for, as far as its answer must be understood.
    enum Content {
        /// This may wait.
        case select(SelectRequest)
        case markResult(LeaseName?)
        case renew(LeaseName?)
        case release(LeaseName?)
        case hello(instance: String?)
        case summary
        /// This is answered when it ends, and told of changes before.
        case watch
        /// Something without parameters, or with wrong ones.
        case other
    }

    /// A request whose answer is due.
    struct Request {
        let id: RequestID
        /// Its number among the frames of its connection.
        let number: Int
        let content: Content
        /// When its answer is due at the latest; nil while it may not have been read.
        var deadline: Instant?
        /// Whose a lease will be, once that is settled.
        var holder: Int?
        /// The number of what a watch was told last.
        var seq: Int64 = 0
    }

    let id: PeerID
    let socket: SocketKind
    let uid: UInt32
    var holder: Int
    var instance: String?

    /// What is to be sent, and how much of it is held back.
    var outbox: [UInt8] = []
    var heldBack = 0
    /// Whether nothing will follow the outbox, and whether the service knows.
    var isFinished = false
    var hasEnded = false
    /// Whether the client has gone and takes nothing any more.
    var isDeaf = false
    /// How many bytes it will read: nothing, or some, or all.
    var window = Int.max
    /// How many bytes it has left unread.
    var unsentBytes = 0
    /// Whether the kernel will tell when it takes bytes again.
    var isAwaitingRoom = false

    private(set) var requests: [Request] = []
    /// Frames without an id whose refusal is due.
    private(set) var refusals = 0
    /// Why the service must end the connection, from what was sent.
    private(set) var end: GoawayReason?
    /// What the service ended it with.
    private(set) var goaway: String?
    /// Since when a frame is incomplete.
    private(set) var partialSince: Instant?
    /// When it was last not read, for it did not read its answers.
    var pausedAt: Instant?
    /// Since when too much is unsent.
    var slowSince: Instant?
    /// How much of the output has been looked at.
    private var seenBytes = 0
    private var frames: FrameReader
    private var frameCount = 0
    private var malformedFrames = 0

    init(_ id: PeerID, on socket: SocketKind, uid: UInt32, holder: Int) {
        self.id = id
        self.socket = socket
        self.uid = uid
        self.holder = holder
        frames = FrameReader(
            limit: socket == .keeper ? WireLimits.keeperRequestBytes : WireLimits.requestBytes)
    }

    /// Takes in that bytes were handed to the service: what is now to be expected of it.
    func delivered(_ bytes: [UInt8], now: Instant) {
        frames.append(bytes)
        let before = frameCount
        do throws(GoawayReason) {
            while end == nil, let frame = try frames.next() {
                frameCount += 1
                expect(frame)
            }
        } catch {
            end = error
        }
        frames.compact()
        if !frames.isInsideFrame {
            partialSince = nil
        } else if partialSince == nil || frameCount > before {
            partialSince = now
        }
    }

    private func expect(_ frame: Range<Int>) {
        do throws(ErrorReason) {
            let envelope = try Envelope.read(frames.buffer, in: frame)
            switch envelope.content {
            case .request(let id, let method): expect(id, method, envelope)
            case .cancel, .ignored: break
            case .withoutID: end = .idRequired
            }
        } catch {
            if error.code == ErrorReason.malformed.code { malformedFrames += 1 }
            if malformedFrames > 8 { end = .protocolError } else { refusals += 1 }
        }
    }

    private func expect(_ id: RequestID, _ method: Method?, _ envelope: Envelope) {
        let content =
            envelope.hasBadParams
            ? nil : try? Content(method, frames.buffer, in: envelope.params)
        requests.append(Request(id: id, number: frameCount, content: content ?? .other))
    }

    /// The answers that have come since the last call. Those that were written and dropped since
    /// are lost.
    func news(_ output: [UInt8]) -> [[UInt8]] {
        if output.count < seenBytes { seenBytes = 0 }
        guard output.count > seenBytes else { return [] }
        var reader = FrameReader(limit: WireLimits.responseBytes)
        reader.append(Array(output[seenBytes...]))
        seenBytes = output.count
        var answers: [[UInt8]] = []
        while let frame = try? reader.next() { answers.append(Array(reader.buffer[frame])) }
        Law.require(reader.unreadBytes == 0, "the output is not whole frames")
        return answers
    }

    /// Takes in that all output was sent, and the service begins anew.
    func outputWasCleared() { seenBytes = 0 }

    /// The request that an answer belongs to, which then has it.
    func answered(_ id: RequestID) -> Request {
        guard let place = requests.firstIndex(where: { $0.id == id }) else {
            fatalError("an answer to no request, or a second one")
        }
        return requests.remove(at: place)
    }

    /// Takes in what a watch is told.
    func told(_ id: RequestID, seq: Int64) {
        let place = requests.firstIndex { request in
            if case .watch = request.content { request.id == id } else { false }
        }
        guard let place else { fatalError("an event is of no watch") }
        Law.require(seq > requests[place].seq, "the number of an event does not rise")
        requests[place].seq = seq
    }

    func refused() {
        refusals -= 1
        Law.require(refusals >= 0, "a refusal of no frame")
    }

    func ended(because reason: String) {
        Law.require(goaway == nil, "a connection is ended twice")
        goaway = reason
    }

    /// Whether the service is to be told that nothing follows.
    var isEnding: Bool { isFinished && !hasEnded && outbox.isEmpty }

    /// Sends nothing more; what was held back is never sent.
    func finish() {
        outbox.removeLast(heldBack)
        heldBack = 0
        isFinished = true
    }

    /// Whether two requests of one id may have been in flight together.
    var hasTwins: Bool { Set(requests.map(\.id)).count < requests.count }

    /// Notes that all that was sent has been read: what is unanswered waits, and not for ever.
    func wasRead(now: Instant) {
        for place in requests.indices where requests[place].deadline == nil {
            if case .watch = requests[place].content {
                Law.require(requests[place].seq > 0, "a watch is not told at once")
                requests[place].deadline = .distantFuture
                continue
            }
            guard case .select(let select) = requests[place].content else {
                fatalError("a request that cannot wait was not answered")
            }
            let usual = max(10_000, select.wait + 5000)
            let patience = min(select.wait, select.context.timeout ?? usual)
            requests[place].deadline = now + .milliseconds(Int64(patience))
            if requests[place].holder == nil { requests[place].holder = holder }
        }
    }

    /// Settles whose the leases are of requests that were sent before a frame.
    func settleHolders(before number: Int) {
        for place in requests.indices
        where requests[place].number < number && requests[place].holder == nil {
            requests[place].holder = holder
        }
    }

    /// What waits goes over to another holder.
    func moveRequests(from former: Int, to holder: Int) {
        for place in requests.indices where requests[place].holder == former {
            requests[place].holder = holder
        }
    }
}

extension Client.Content {
    init(_ method: Method?, _ bytes: [UInt8], in params: Range<Int>?) throws(ParameterFault) {
        switch method {
        case .select: self = .select(try SelectRequest(bytes, in: params))
        case .markResult: self = .markResult(try MarkResultRequest(bytes, in: params).lease)
        case .renew: self = .renew(try RenewRequest(bytes, in: params).lease)
        case .release: self = .release(try ReleaseRequest(bytes, in: params).lease)
        case .hello: self = .hello(instance: try HelloRequest(bytes, in: params).instanceID)
        case .summary: self = .summary
        case .watch:
            _ = try WatchRequest(bytes, in: params)
            self = .watch
        case .explain, .events, .health, .discover, nil: self = .other
        case .accounts, .setAccount, .clearBlocks, .refresh, .leases, .revokeLease, .reload,
            .drain, .resume, .metrics:
            self = .other
        }
    }
}

extension Client.Request {
    /// The Select that it is.
    var select: SelectRequest? {
        if case .select(let select) = content { select } else { nil }
    }

    /// The lease that it continues.
    var continued: String? {
        if case .some(.some(let name)) = select?.retryOf { name.text } else { nil }
    }

    /// Whether its answer may be that of another connection's request.
    var isShared: Bool { select?.context.idempotencyKey != nil }
}
