import Hosting
import JSON
import Kernel
import Leasing
import Seeding
import Serving
import Testing
import Wire

/// A daemon in the test's own thread, driven turn by turn, and its clients.
///
/// No signal reaches it and no service manager listens: both are the whole process's.
final class Bench {
    let folder: TemporaryFolder
    private(set) var daemon: Daemon
    let lines = Lines()
    private var isRoused = false

    /// Serves an inventory on the lease and ops sockets.
    init(
        accounts: String = Inventories.account("a"), top: String = "",
        manager: ServiceManager? = nil,
        reload: (() -> Result<InventoryReading, StartFault>)? = nil
    ) throws {
        folder = try TemporaryFolder()
        let now = Moment.current
        var random = SeededRandom(seed: 1)
        var service = Service(
            identity: ServiceIdentity(version: "0", epoch: "e"), firstFence: 1,
            chance: ChanceSupply { count in (0..<count).map { _ in random.next() } })
        let reading = try Inventories.read("{\"accounts\":[\(accounts)]\(top)}").get()
        service.adopt(reading.inventory, now: now)
        var listeners: [Listener] = []
        for kind in [SocketKind.lease, .ops] {
            let path = folder("\(kind.rawValue).sock")
            let listener = try UnixListener.listen(at: UnixAddress(path: path))
            listeners.append(Listener(kind: kind, listener: listener, ownPath: path))
        }
        var daemon = try Daemon(
            service: service, listeners: listeners, signals: Signals([]),
            manager: manager ?? ServiceManager(isThere: false, watchdog: nil, now: now.instant),
            log: lines.log(), reload: reload)
        daemon.allowedUsers = reading.inventory.allowedUsers
        self.daemon = daemon
    }

    /// How long nothing is due, in nanoseconds.
    var patience: UInt64? { daemon.patience }

    /// How much is going on.
    var load: (connections: Int, leases: Int, waiters: Int) { daemon.service.load }

    /// Has the daemon do what a signal asks for, in a turn that need not wait for anything else.
    func obey(_ signal: Signal) {
        daemon.obey(signal, now: .current)
        isRoused = true
    }

    /// Lets the daemon do what is ready within so many nanoseconds; false after its last turn.
    func turn(atMost nanoseconds: UInt64) throws -> Bool { try daemon.turn(atMost: nanoseconds) }

    /// A new client.
    func connect(_ kind: SocketKind = .lease) throws -> Caller {
        try Caller(to: folder("\(kind.rawValue).sock"))
    }

    /// Lets the daemon do what is ready, or the next thing that is; false after its last turn.
    @discardableResult
    func turn() throws -> Bool {
        let patience = isRoused ? 0 : min(daemon.patience ?? .max, 10_000_000_000)
        isRoused = false
        return try daemon.turn(atMost: patience)
    }

    /// Lets the daemon do whatever is ready at the moment.
    func settle() throws {
        for _ in 0..<20 { _ = try daemon.turn(atMost: 0) }
    }

    /// Whether a connection has more output than its socket takes.
    func isPaused() throws -> Bool {
        try settle()
        return daemon.service.connectedPeers.contains { daemon.service.standing(of: $0).hasOutput }
    }

    /// Turns until the client has a message.
    func message(for caller: Caller) throws -> JSONValue {
        for _ in 0..<200 {
            if let message = try caller.take() { return message }
            if caller.isClosed { break }
            try turn()
        }
        throw Missing()
    }

    /// Sends a request and turns until it is answered.
    func call(
        _ caller: Caller, _ method: String, _ params: String = "{}"
    ) throws -> JSONValue {
        try caller.ask(method, params)
        return try message(for: caller)
    }

    /// Turns until the client's connection is closed, and answers what came before that.
    func farewell(to caller: Caller) throws -> [JSONValue] {
        var messages: [JSONValue] = []
        for _ in 0..<200 where !caller.isClosed {
            while let message = try caller.take() { messages.append(message) }
            if !caller.isClosed { try turn() }
        }
        while let message = try caller.take() { messages.append(message) }
        guard caller.isClosed else { throw Missing() }
        return messages
    }
}
