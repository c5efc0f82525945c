package import Kernel
import Synchronization
import Wire

/// A client of accountd: leases accounts over one connection that all its callers share.
///
/// ```swift
/// let client = try AccountClient(name: "my-proxy")
/// let answer = try await client.withAccount(provider: "claude", model: model) { lease in
///     try await upstream.call(request, headers: lease.headers)
/// }
/// ```
///
/// It connects when it must, and again when the daemon went away: every request may be sent again
/// without being done twice, so a restart of the daemon costs its callers some milliseconds. At
/// most 120 requests are in flight; others wait for their turn. Cancelling a task takes its request
/// back, and a lease that comes all the same is released.
///
/// The client runs on a thread of its own, which also waits for the socket. While few requests are
/// in flight it looks for their answers for some microseconds before it sleeps. Tasks that prefer
/// its ``taskExecutor`` share that thread and wake no other.
///
/// A client that is let go closes its connection; the leases it still holds end some seconds later.
public actor AccountClient {
    /// Where the actor runs.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.unowned }

    /// How long the daemon may take for a request that does not wait.
    nonisolated let timeout: Duration
    /// The thread, for actors that ask the client all the time: what they await of it is done
    /// without waking another.
    package nonisolated let loop: LoopThread
    /// Calls whose tasks were cancelled, since the last turn.
    private nonisolated let cancelled = Mutex<[Int]>([])
    private let connect: @Sendable () throws(ConnectionError) -> UnixSocket
    private let keys: KeySupply
    private var conversation: Conversation
    private var link = Link()
    private var waiters: [Int: Waiter] = [:]
    private var settled: [Int: Result<[UInt8], ClientError>] = [:]
    private var closers: [CheckedContinuation<Void, Never>] = []
    private var isClosed = false
    private var lastKey: UInt64 = 0
    /// Requests that were begun since the client last wrote.
    private var begun = 0

    /// Requests that are written before the turn is over, so that the daemon works on them while
    /// other tasks make theirs. A write for each would cost more than it gains.
    private static let batch = 2
    /// With more requests in flight there is enough to do at every turn: to sleep a little makes
    /// each turn worth more.
    private static let fewFlights = 16

    /// Makes a client; it connects with the first request.
    ///
    /// - Parameters:
    ///   - path: the daemon's socket; `nil` for `$ACCOUNTD_SOCKET`, else
    ///     `/run/accountd/lease.sock`.
    ///   - name: the program's name, for operators; at most 64 bytes.
    ///   - version: the program's version; at most 64 bytes.
    ///   - timeout: how long the daemon may take for a request, waits for accounts apart.
    /// - Throws: ``ClientError/unavailable(_:)`` when the system has no thread to spare.
    public init(
        socket path: String? = nil, name: String, version: String = "1",
        timeout: Duration = .seconds(10)
    ) throws(ClientError) {
        let path = SocketPath.of(
            .lease, option: path, environment: CurrentProcess.environment)
        try self.init(path: path, name: name, version: version, timeout: timeout) {
            () throws(ConnectionError) in try Connection.open(path)
        }
    }

    /// Makes a client that gets its connections from a function, and that may be told the bound of
    /// its first pause between attempts, in nanoseconds.
    package init(
        path: String, name: String, version: String = "1", timeout: Duration = .seconds(10),
        firstPause: UInt64? = nil,
        connect: @escaping @Sendable () throws(ConnectionError) -> UnixSocket
    ) throws(ClientError) {
        let entropy = Entropy()
        keys = KeySupply(using: entropy)
        self.timeout = timeout
        self.connect = connect
        conversation = Conversation(
            path: path,
            hello: Request.hello(name: name, version: version, instance: keys.instance),
            retry: Retry(seed: entropy.next(), firstPause: firstPause ?? Retry.firstPause))
        do throws(Errno) {
            loop = try LoopThread()
        } catch {
            throw .unavailable("the client cannot start its thread: \(error)")
        }
        loop.join { [weak self] readiness in
            self?.assumeIsolated { $0.turn(readiness) }
        }
    }

    /// The thread of the client, for tasks that do little but ask it: with
    /// `Task(executorPreference: client.taskExecutor)` no request wakes another thread. What blocks
    /// it blocks the client.
    public nonisolated var taskExecutor: any TaskExecutor { loop.guests }

    /// Waits until every report and release is delivered or cannot be, and closes the connection.
    ///
    /// Requests that are made later fail with ``ClientError/closed``.
    public func close() async {
        isClosed = true
        if !conversation.isIdle {
            await withCheckedContinuation { closers.append($0) }
        }
        conversation.lost(.closed(conversation.path), now: Clock.sinceBoot)
        link.close()
    }
}

extension AccountClient {
    /// A key under which one Select may be sent again, and no other.
    func nextKey() -> String {
        lastKey += 1
        return keys.key(lastKey)
    }

    /// Sends a request and waits for its answer, or for the task's cancellation.
    ///
    /// What gives a lease back is sent even so, and waited for only while the task is alive.
    func perform(_ request: Request) async -> Result<[UInt8], ClientError> {
        guard !isClosed || request.givesBack else { return .failure(.closed) }
        if Task.isCancelled {
            if request.givesBack { _ = conversation.start(request, isPosted: true) }
            return .failure(.cancelled)
        }
        let number = begin(request)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { wait(for: number, $0) }
        } onCancel: {
            cancelled.withLock { $0.append(number) }
            loop.wake()
        }
    }
}

extension AccountClient {
    private typealias Waiter = CheckedContinuation<Result<[UInt8], ClientError>, Never>

    private func begin(_ request: Request) -> Int {
        let number = conversation.start(request)
        begun += 1
        if begun == Self.batch { write(now: Clock.sinceBoot) }
        return number
    }

    private func write(now: UInt64) {
        begun = 0
        conversation.advance(to: now)
        link.flush(&conversation, now: now)
    }

    /// A turn may come between the start of a call and its task's wait: then the answer is there.
    private func wait(for call: Int, _ waiter: Waiter) {
        guard let result = settled.removeValue(forKey: call) else {
            waiters[call] = waiter
            return
        }
        waiter.resume(returning: result)
    }

    private func settle(_ settlement: Conversation.Settlement) {
        if let waiter = waiters.removeValue(forKey: settlement.call) {
            waiter.resume(returning: settlement.result)
        } else {
            settled[settlement.call] = settlement.result
        }
    }

    /// Does what there is to do with the socket, and says what to wait for.
    private func turn(_ readiness: Readiness) -> LoopThread.Watch {
        for number in takeCancelled() { conversation.abandon(number) }
        let now = Clock.sinceBoot
        if !readiness.isEmpty { link.receive(&conversation, now: now) }
        conversation.advance(to: now)
        if conversation.wantsConnection { reconnect(now: now) }
        write(now: now)
        if !conversation.isOpen { link.close() }
        for settlement in conversation.takeSettlements() {
            settle(settlement)
        }
        if conversation.isIdle, !closers.isEmpty {
            for closer in closers { closer.resume() }
            closers.removeAll()
        }
        var watch = link.watch
        watch.isAnswerDue = (1...Self.fewFlights).contains(conversation.flights)
        watch.deadline = conversation.nextDeadline
        return watch
    }

    private func takeCancelled() -> [Int] {
        cancelled.withLock { numbers in
            var taken: [Int] = []
            swap(&taken, &numbers)
            return taken
        }
    }

    private func reconnect(now: UInt64) {
        do throws(ConnectionError) {
            link.open(try connect())
            conversation.connected(now: now)
        } catch {
            conversation.connectFailed(error, now: now)
        }
    }
}
