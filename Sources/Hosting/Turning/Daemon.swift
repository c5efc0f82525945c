package import Kernel
package import Leasing
package import Serving
import Wire

/// The daemon's one thread: it waits, reads what is ready, lets the service decide, and writes.
///
/// Each turn reads every ready connection before any answer is written, so that what a turn has
/// changed can be kept once for all of them, and no answer leaves before. A value with one owner:
/// the accesses of a class would be checked for overlap some thirty times a request.
package struct Daemon: ~Copyable {
    /// What decides.
    package var service: Service
    let log: Log
    let listeners: [Listener]
    let reload: (() -> Result<InventoryReading, StartFault>)?
    var epoll: Epoll
    private let signals: Signals
    private var manager: ServiceManager

    /// The uids that may connect; `nil` lets in whoever the socket's mode does.
    package var allowedUsers: Set<UInt32>?
    let overflowUser = OverflowUser.number
    /// Connections by their row in the service.
    var peers: [Peer?] = []
    /// Connections that the kernel takes bytes of again.
    var writable: [PeerID] = []
    var watches = ProcessWatches()
    var acceptance: Acceptance
    /// Keep what is learnt and what is lent, where there are folders for it.
    let keepers: Keepers
    /// The signal that asks for the inventory to be read anew, until it is.
    var reloadCause: Provenance?
    /// When the daemon ends, whatever is still unsent.
    var drainDeadline: Instant?
    private var received: [UInt8] = []
    /// The time of the last turn.
    private var now = Moment.current

    /// Takes over what it is to serve.
    ///
    /// - Parameter reload: reads the inventory again; without it `SIGHUP` ends the daemon.
    package init(
        service: consuming Service, listeners: [Listener], signals: consuming Signals,
        manager: ServiceManager, log: Log, keepers: Keepers = Keepers(),
        reload: (() -> Result<InventoryReading, StartFault>)?
    ) throws(Errno) {
        let epoll = try Epoll()
        try epoll.add(signals.descriptor, token: Token.signals.word, for: .read)
        for (number, listener) in listeners.enumerated() {
            let token = Token.listener(number).word
            try epoll.add(listener.listener.descriptor, token: token, for: .read)
        }
        let acceptance = try Acceptance()
        self.service = service
        self.listeners = listeners
        self.signals = signals
        self.manager = manager
        self.log = log
        self.keepers = keepers
        self.reload = reload
        self.epoll = epoll
        self.acceptance = acceptance
        received.reserveCapacity(2 * WireLimits.turnBytes)
    }

    /// Serves until it is told to end.
    package mutating func run() throws(Errno) {
        while try turn(atMost: patience) {}
        keepers.finish(&service, log: log, now: now)
    }

    /// How long nothing is due, in nanoseconds; `nil` for ever.
    ///
    /// Counted from the last turn's beginning, which saves reading the clock and is late by what
    /// the turn took.
    package var patience: UInt64? {
        var deadline = service.nextDeadline ?? .distantFuture
        deadline = min(deadline, manager.deadline, acceptance.deadline)
        deadline = min(deadline, keepers.deadline)
        if let drainDeadline { deadline = min(deadline, drainDeadline) }
        guard deadline != .distantFuture else { return nil }
        return deadline.nanoseconds - min(deadline.nanoseconds, now.instant.nanoseconds)
    }

    /// Does what is ready and due, waiting for it at most so many nanoseconds; false when it was
    /// the last turn.
    package mutating func turn(atMost nanoseconds: UInt64?) throws(Errno) -> Bool {
        let count = try epoll.wait(atMost: nanoseconds)
        FaultPoint.reach(.turnBegun)
        now = .current
        for index in 0..<count { handle(epoll.event(at: index)) }
        service.advance(to: now)
        // Who watches is told of it in the same turn.
        if reloadIfAsked(now: now) { service.advance(to: now) }
        keepers.keep(&service, log: log, now: now)
        let facts = service.takeFacts()
        log.write(facts, now: now)
        let touched = service.takeTouchedPeers()
        for peer in touched { flush(peer, now: now) }
        flushWritable()
        if acceptance.deadline <= now.instant { resumeAccepting() }
        watches.forget(now: now.instant)
        if count > 0 || !facts.isEmpty || !touched.isEmpty {
            manager.noteActivity(now: now.instant)
        }
        if manager.deadline <= now.instant { tellManager() }
        guard let drainDeadline else { return true }
        return now.instant < drainDeadline && !service.connectedPeers.isEmpty
    }

    private mutating func handle(_ event: Epoll.Event) {
        switch Token(word: event.token) {
        case .peer(let peer): serve(peer, event.readiness)
        case .listener(let number): accept(listeners[number], number, now: now)
        case .signals: while let signal = try? signals.next() { obey(signal, now: now) }
        case .process(let number): endProcess(number)
        }
    }

    /// Reads a connection. Nothing is written here: answers wait until all is decided.
    private mutating func serve(_ id: PeerID, _ readiness: Readiness) {
        guard let peer = peer(id) else { return }
        if readiness.isOver { peer.isDeaf = true }
        if readiness.contains(.read), service.standing(of: id).wantsInput { read(peer, now: now) }
        if readiness.contains(.write) || peer.isDeaf { writable.append(id) }
    }

    mutating func read(_ peer: Peer, now: Moment) {
        received.removeAll(keepingCapacity: true)
        do throws(Errno) {
            switch try peer.socket.receive(into: &received, atMost: WireLimits.turnBytes) {
            case .received: return service.receive(received, from: peer.id, now: now)
            case .wouldBlock: if !peer.isDeaf { return }
            case .ended: break
            }
        } catch {
            // The connection was reset: it ends like any other.
            peer.isDeaf = true
        }
        peer.hasEnded = true
        service.finishInput(from: peer.id)
    }

    private mutating func endProcess(_ number: UInt64) {
        guard let holder = watches.end(number) else { return }
        service.processEnded(of: holder, now: now)
    }

    private mutating func flushWritable() {
        guard !writable.isEmpty else { return }
        for id in writable { flush(id, now: now) }
        writable.removeAll(keepingCapacity: true)
    }

    private mutating func tellManager() {
        let notices = manager.due(now: now.instant)
        if notices.contains(.alive) { Notification.alive() }
        guard notices.contains(.status) else { return }
        let (connections, leases, waiters) = service.load
        let load = ServiceManager.Load(
            connections: connections, leases: leases, waiters: waiters)
        if let text = manager.status(load, now: now.instant) { Notification.status(text) }
    }
}

extension Moment {
    /// Both clocks, read one after the other.
    package static var current: Moment {
        Moment(
            instant: Instant(nanoseconds: Clock.sinceBoot),
            unix: UnixTime(nanoseconds: Clock.sinceEpoch))
    }
}
