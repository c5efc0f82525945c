import JSON
import Wire

/// The requests of one client and its connection: what is sent, what is sent again, what becomes
/// of each. It does no input or output, and time is an argument, in nanoseconds of one clock.
///
/// Whoever has the socket tells what happened to it and does what the properties ask for:
/// connects when `wantsConnection`, sends `output`, closes when `isOpen` has become false, comes
/// back at `nextDeadline`, and hands out `takeSettlements()`.
package struct Conversation: Sendable {
    /// What became of a call.
    package struct Settlement: Equatable, Sendable {
        /// The call's number.
        package let call: Int
        /// The bytes of the answer's `result`, or why there is none.
        package let result: Result<[UInt8], ClientError>

        /// States what became of a call.
        package init(call: Int, result: Result<[UInt8], ClientError>) {
            self.call = call
            self.result = result
        }
    }

    /// The most requests in flight; more wait here. The daemon takes 128: the rest is for those
    /// that give leases back, which would otherwise wait for the Selects that wait for them.
    package static let inFlight = 120
    /// The same for those.
    package static let inFlightGivingBack = 126
    /// How much longer than the daemon may take one listens before it is taken for gone.
    package static let grace: UInt64 = 1_000_000_000
    /// How long a lease may outlive the connection it was leased on: what the daemon remembers.
    static let memory = UInt64(WireLimits.keyMemoryMilliseconds) * 1_000_000
    /// The most calls that are kept for the next connection.
    static let dormantCalls = 4096

    /// The socket's path, for messages.
    package let path: String
    private let hello: [UInt8]
    var retry: Retry
    var calls: [Int: Call] = [:]
    /// Whether there is a connection.
    package private(set) var isOpen = false
    /// What is to be sent.
    package var output: [UInt8] = []
    var urgent = CallQueue()
    var usual = CallQueue()
    var sent: [Int64: Int] = [:]
    var settlements: [Settlement] = []
    private var lastCall = 0
    private(set) var lastID: Int64 = 0
    /// No deadline of what is in flight is earlier; it may be that of one that was answered.
    private var deadline = UInt64.max
    private var helloDeadline = UInt64.max
    private var delayed: [Int] = []
    private var dormant: [Int] = []
    /// Calls that expire, those that have been answered since among them.
    var expiring: [Int] = []
    /// None of them expires earlier.
    var soonestExpiry = UInt64.max

    /// The id of the Hello of every connection.
    static let helloID: Int64 = 1

    /// Begins without a connection.
    ///
    /// - Parameters:
    ///   - path: the socket's, for messages.
    ///   - hello: the parameters of the Hello with which each connection begins.
    ///   - retry: decides when failed attempts are made again.
    package init(path: String, hello: [UInt8], retry: Retry) {
        self.path = path
        self.hello = hello
        self.retry = retry
    }
}

extension Conversation {
    /// Takes in a request; nobody waits for the answer of one that is posted.
    package mutating func start(_ request: Request, isPosted: Bool = false) -> Int {
        lastCall += 1
        guard request.fits else {
            settle(lastCall, .failure(.requestTooLarge(limit: WireLimits.requestBytes)))
            return lastCall
        }
        calls[lastCall] = Call(request: request, isAbandoned: isPosted)
        if let expiry = request.expiry { note(expiry: expiry, of: lastCall) }
        enqueue(lastCall, request)
        return lastCall
    }

    /// Takes in that nobody waits for an answer any longer.
    ///
    /// What was sent is taken back with `$/cancel`; a lease that comes all the same is released.
    package mutating func abandon(_ number: Int) {
        guard let call = calls[number], !call.isAbandoned else { return }
        settle(number, .failure(.cancelled))
        calls[number]?.isAbandoned = true
        switch call.state {
        case .inFlight(let id, _):
            if !call.request.givesBack { appendCancel(of: id) }
        case .queued, .delayed, .dormant:
            if !call.isOwed { calls[number] = nil }
        }
    }

    /// Takes in that a connection was made: the Hello goes first, and what is owed comes along.
    package mutating func connected(now: UInt64) {
        isOpen = true
        sent.removeAll(keepingCapacity: true)
        output.removeAll(keepingCapacity: true)
        lastID = Self.helloID
        deadline = UInt64.max
        _ = RequestFrame.append(lastID, Method.hello.rawValue, params: hello, to: &output)
        sent[lastID] = 0
        helloDeadline = now + Self.helloPatience
        note(deadline: helloDeadline)
        wakeDormant(now: now)
        fill(now: now)
    }

    /// How long the daemon may take for a Hello, in nanoseconds.
    static let helloPatience =
        UInt64(WireLimits.usualTimeoutMilliseconds) * 1_000_000 + grace

    /// Takes in that no connection could be made. Each request that needed one has failed once.
    package mutating func connectFailed(_ error: ConnectionError, now: UInt64) {
        for number in takeQueued() { fail(number, error, now: now) }
    }

    /// Takes in that the connection is over. What was in flight may have been executed.
    package mutating func lost(_ error: ConnectionError, now: UInt64) {
        guard isOpen else { return }
        isOpen = false
        output.removeAll(keepingCapacity: true)
        for number in sent.values.sorted() where calls[number] != nil {
            calls[number]?.mayHaveRun = true
            fail(number, error, now: now)
        }
        sent.removeAll(keepingCapacity: true)
        deadline = UInt64.max
    }

    /// Sends what is due, and takes the daemon for gone when it has not answered in time.
    package mutating func advance(to now: UInt64) {
        if isOpen, now >= deadline { judgeDeadlines(now: now) }
        if now >= soonestExpiry { expire(now: now) }
        if !delayed.isEmpty { wakeDelayed(now: now) }
        fill(now: now)
    }

    /// Whether something is to be sent and there is no connection.
    package var wantsConnection: Bool { !isOpen && !(urgent.isEmpty && usual.isEmpty) }

    /// Requests that were sent and not answered, the Hello included.
    package var flights: Int { sent.count }

    /// Whether no call is left, those aside that wait for a connection which others ask for.
    package var isIdle: Bool { calls.count == dormant.count }

    /// When `advance(to:)` next has something to do.
    package var nextDeadline: UInt64? {
        var next = min(isOpen ? deadline : .max, soonestExpiry)
        for number in delayed {
            if case .delayed(let time)? = calls[number]?.state { next = min(next, time) }
        }
        return next == .max ? nil : next
    }

    /// What became of calls since it was asked last, in order.
    package mutating func takeSettlements() -> [Settlement] {
        var taken: [Settlement] = []
        swap(&taken, &settlements)
        return taken
    }
}

extension Conversation {
    mutating func settle(_ call: Int, _ result: Result<[UInt8], ClientError>) {
        settlements.append(Settlement(call: call, result: result))
    }

    /// Counts a failed attempt: it is tried again later, or its caller learns why not.
    mutating func fail(_ number: Int, _ error: ConnectionError, now: UInt64) {
        guard var call = calls[number] else { return }
        call.failures += 1
        if !error.isFinal, call.request.expiry == nil,
            let pause = retry.pause(afterFailures: call.failures)
        {
            call.state = .delayed(until: now + pause)
            calls[number] = call
            delayed.append(number)
        } else {
            giveUp(number, call, error, now: now)
        }
    }

    private mutating func giveUp(
        _ number: Int, _ given: Call, _ error: ConnectionError, now: UInt64
    ) {
        if !given.isAbandoned { settle(number, .failure(ClientError(error))) }
        let end = given.end ?? now + Self.memory
        guard given.isOwed, now < end, dormant.count < Self.dormantCalls else {
            calls[number] = nil
            return
        }
        var call = given
        call.isAbandoned = true
        call.failures = 0
        call.end = end
        call.state = .dormant(until: end)
        calls[number] = call
        dormant.append(number)
    }

    private mutating func enqueue(_ number: Int, _ request: Request) {
        if request.givesBack { urgent.append(number) } else { usual.append(number) }
    }

    private mutating func takeQueued() -> [Int] {
        var numbers: [Int] = []
        while let number = urgent.popFirst() ?? usual.popFirst() {
            if case .queued? = calls[number]?.state { numbers.append(number) }
        }
        return numbers
    }

    private mutating func wakeDelayed(now: UInt64) {
        var later: [Int] = []
        for number in delayed {
            guard let call = calls[number], case .delayed(let time) = call.state else { continue }
            if time > now {
                later.append(number)
            } else {
                calls[number]?.state = .queued
                enqueue(number, call.request)
            }
        }
        delayed = later
    }

    private mutating func wakeDormant(now: UInt64) {
        for number in dormant {
            guard let call = calls[number], case .dormant(let end) = call.state, now < end else {
                calls[number] = nil
                continue
            }
            calls[number]?.state = .queued
            enqueue(number, call.request)
        }
        dormant.removeAll()
    }

    private mutating func judgeDeadlines(now: UInt64) {
        deadline = sent[Self.helloID] == nil ? .max : helloDeadline
        for number in sent.values {
            if case .inFlight(_, let time)? = calls[number]?.state { note(deadline: time) }
        }
        if now >= deadline { lost(.timedOut(path), now: now) }
    }

    private mutating func note(deadline time: UInt64) {
        deadline = min(deadline, time)
    }

    /// Sends as much of what waits as may be in flight, what gives back before the rest.
    private mutating func fill(now: UInt64) {
        guard isOpen else { return }
        while sent.count < Self.inFlightGivingBack, let number = urgent.popFirst() {
            send(number, now: now)
        }
        while sent.count < Self.inFlight, let number = usual.popFirst() {
            send(number, now: now)
        }
    }

    private mutating func send(_ number: Int, now: UInt64) {
        guard let call = calls[number], case .queued = call.state else { return }
        lastID += 1
        let time = now + call.request.timeout + Self.grace
        _ = RequestFrame.append(
            lastID, call.request.method.rawValue, params: call.request.params, to: &output)
        calls[number]?.state = .inFlight(id: lastID, deadline: time)
        sent[lastID] = number
        note(deadline: time)
        if call.isAbandoned, !call.request.givesBack { appendCancel(of: lastID) }
    }

    private mutating func appendCancel(of id: Int64) {
        FrameWriter.append(to: &output) { writer in
            writer.beginObject()
            writer.name("jsonrpc")
            writer.string("2.0")
            writer.name("method")
            writer.string("$/cancel")
            writer.name("params")
            writer.beginObject()
            writer.name("id")
            writer.integer(id)
            writer.endObject()
            writer.endObject()
        }
    }
}
