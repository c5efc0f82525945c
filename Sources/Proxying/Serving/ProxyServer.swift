package import AccountClient
import HTTP
package import Kernel

/// Takes callers' requests, and sends them on with leased accounts.
///
/// It is an actor on its client's thread, which waits for its epoll too: an answer is written by
/// the very job that the upstream's event resumes, and to lease an account wakes no other thread.
package actor ProxyServer {
    /// Where the actor runs.
    package nonisolated var unownedExecutor: UnownedSerialExecutor { loop.unowned }

    /// Where requests go.
    let routes: RouteTable
    /// What callers must show; `nil` when they need not.
    let keys: ClientKeys?
    let limits: ProxyLimits
    let client: AccountClient
    let upstream: any Upstream
    var metrics = ProxyMetrics()
    var troubles = TroubleLog()
    /// Whether the daemon is asked how it does because a route's own account was lent.
    var isProbing = false
    /// Writes a line for operators.
    let log: @Sendable (String) -> Void
    var connections: [UInt64: Connection] = [:]
    private nonisolated let loop: LoopThread
    private let listener: StreamListener
    private var epoll: Epoll
    private var lastToken: UInt64 = 0
    private var isAccepting = true
    private var nextCheck: UInt64 = 0
    private var drained: CheckedContinuation<Void, Never>?
    private var drainDeadline: UInt64?

    private static let listenerToken: UInt64 = 0

    /// Makes the server; callers are accepted from here on. The log gets a line when something
    /// begins or ends to keep requests from being answered: no part of a request, and no secret.
    package init(
        _ listener: consuming StreamListener, routes: RouteTable, keys: ClientKeys? = nil,
        client: AccountClient, upstream: any Upstream, limits: ProxyLimits = ProxyLimits(),
        log: @escaping @Sendable (String) -> Void
    ) throws(Errno) {
        self.routes = routes
        self.keys = keys
        self.client = client
        self.upstream = upstream
        self.limits = limits
        self.log = log
        epoll = try Epoll()
        try listener.watch(in: epoll, token: Self.listenerToken)
        self.listener = listener
        loop = client.loop
        loop.join { [weak self] _ in
            self?.assumeIsolated { $0.turn() }
        }
    }

    /// Accepts no more callers, waits for the requests that are on their way, and closes all.
    package func drain() async {
        guard isAccepting else { return }
        isAccepting = false
        listener.unwatch(in: epoll)
        drainDeadline = Clock.sinceBoot + limits.drain
        for connection in connections.values where connection.task == nil { close(connection) }
        if connections.isEmpty { return }
        await withCheckedContinuation { drained = $0 }
    }
}

extension ProxyServer {
    /// Whether requests are still taken.
    var isOpen: Bool { isAccepting }

    /// Does what there is to do with the sockets, and says when to come back at the latest.
    private func turn() -> LoopThread.Watch {
        // Jobs may have come all the time; the sockets are looked after in every turn.
        let count = (try? epoll.wait(atMost: 0)) ?? 0
        for index in 0..<count {
            let event = epoll.event(at: index)
            if event.token == Self.listenerToken {
                accept()
            } else if let connection = connections[event.token] {
                handle(connection, event.readiness)
            }
        }
        if !connections.isEmpty, Clock.sinceBoot >= nextCheck { expire() }
        var watch = LoopThread.Watch()
        watch.descriptor = epoll.descriptor.number
        watch.interest = .read
        watch.deadline = connections.isEmpty ? nil : nextCheck
        return watch
    }

    /// Closes what has waited for too long. To look once in a while is exact enough, and costs
    /// nothing between.
    private func expire() {
        let now = Clock.sinceBoot
        nextCheck = now + limits.check
        let isOver = drainDeadline.map { $0 <= now } ?? false
        for connection in connections.values where isOver || connection.deadline <= now {
            if connection.behind > 0 { metrics.count(.stalled) }
            close(connection)
        }
    }

    private func accept() {
        while isAccepting {
            let socket: StreamSocket?
            do throws(Errno) {
                socket = try listener.accept()
            } catch {
                return metrics.count(.notAccepted)
            }
            guard let socket else { return }
            // The connection is closed at once: its caller tries again, or another proxy.
            guard connections.count < limits.connections else {
                metrics.count(.notAccepted)
                continue
            }
            lastToken += 1
            var reading = HTTPLimits()
            reading.bodyBytes = limits.bodyBytes
            let connection = Connection(
                socket, token: lastToken, limits: reading,
                deadline: Clock.sinceBoot + limits.pause)
            guard (try? connection.watch(in: epoll)) != nil else { continue }
            connections[lastToken] = connection
        }
    }

    private func handle(_ connection: Connection, _ readiness: Readiness) {
        if readiness.contains(.write) { flush(connection) }
        if readiness.contains(.read) || readiness.isOver { receive(connection) }
    }

    /// Sends what there is; goes on when all is sent.
    func flush(_ connection: Connection) {
        do throws(Errno) {
            if try connection.flush() {
                connection.deadline = Clock.sinceBoot + limits.stall
            }
        } catch {
            return close(connection)
        }
        if connection.behind == 0 {
            switch connection.phase {
            case .refused: connection.hasUnread ? linger(connection) : close(connection)
            case .serving: connection.deadline = .max
            case .reading, .lingering, .closed: break
            }
        }
        watch(connection)
    }

    /// Watches the connection for what it waits for.
    func watch(_ connection: Connection) {
        let wanted = connection.wanted(pipelinedBytes: limits.pipelinedBytes)
        guard (try? connection.watch(again: epoll, for: wanted)) != nil else {
            return close(connection)
        }
    }

    private func linger(_ connection: Connection) {
        connection.phase = .lingering
        connection.deadline = Clock.sinceBoot + limits.linger
        guard (try? connection.endSending()) != nil else { return close(connection) }
    }

    /// Closes the connection, and has the request that it waits for given up.
    func close(_ connection: Connection) {
        guard connections.removeValue(forKey: connection.token) != nil else { return }
        connection.close()
        if connections.isEmpty, let drained {
            self.drained = nil
            drained.resume()
        }
    }
}
