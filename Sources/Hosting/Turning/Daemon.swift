import Kernel
import Leasing
import Serving
import Wire

/// The daemon's one thread: it waits, reads what is ready, lets the service decide, and writes.
///
/// Each turn reads every ready connection before any answer is written, so that what a turn has
/// changed can be kept once for all of them, and no answer leaves before.
final class Daemon {
    var service: Service
    let log: Log
    let listeners: [Listener]
    let reload: () -> Inventory?
    var epoll: Epoll
    private let signals: Signals

    /// Connections by their row in the service.
    var connections: [Connection?] = []
    var watches: [UInt64: ProcessWatch] = [:]
    var watchedHolders: [UInt64: HolderID] = [:]
    var watchEnds: [(end: Instant, number: UInt64)] = []
    var nextWatch: UInt64 = 1
    var spare: SpareDescriptor
    /// Since when the daemon is ending.
    var drainDeadline: Instant?
    private var received: [UInt8] = []
    var allowedUsers: Set<UInt32>?

    init(
        service: consuming Service, listeners: [Listener], log: Log,
        reload: @escaping () -> Inventory?
    ) throws(Errno) {
        self.service = service
        self.listeners = listeners
        self.log = log
        self.reload = reload
        epoll = try Epoll()
        signals = try Signals()
        spare = try SpareDescriptor()
        received.reserveCapacity(2 * WireLimits.turnBytes)
        try epoll.add(signals.descriptor, token: Token.signals.word, for: .read)
        for (number, listener) in listeners.enumerated() {
            let token = Token.listener(number).word
            try epoll.add(listener.listener.descriptor, token: token, for: .read)
        }
    }

    /// Serves until it is told to end.
    func run() throws(Errno) {
        while true {
            let count = try epoll.wait(atMost: patience())
            let now = Moment.current
            for index in 0..<count {
                handle(epoll.event(at: index), now: now)
            }
            service.advance(to: now)
            log.write(service.takeFacts(), now: now)
            for peer in service.takeTouchedPeers() { flush(peer, now: now) }
            forgetWatches(now: now.instant)
            if let drainDeadline {
                guard now.instant < drainDeadline, !service.connectedPeers.isEmpty else { return }
            }
        }
    }

    /// How long nothing is due, in nanoseconds.
    private func patience() -> UInt64? {
        let deadlines = [service.nextDeadline, drainDeadline].compactMap(\.self)
        guard let deadline = deadlines.min() else { return nil }
        let now = Moment.current.instant
        return deadline <= now ? 0 : deadline.nanoseconds - now.nanoseconds
    }

    private func handle(_ event: Epoll.Event, now: Moment) {
        switch Token(word: event.token) {
        case .peer(let peer): serve(peer, event.readiness, now: now)
        case .listener(let number): accept(listeners[number])
        case .signals: obeySignals(now: now)
        case .process(let number): processEnded(number, now: now)
        }
    }

    private func serve(_ peer: PeerID, _ readiness: Readiness, now: Moment) {
        guard let connection = connection(peer) else { return }
        if readiness.contains(.read), service.wantsInput(from: peer) { read(connection, now: now) }
        if !readiness.isDisjoint(with: [.hangUp, .failure]) { return close(connection, now: now) }
        if readiness.contains(.write) { flush(peer, now: now) }
    }

    func read(_ connection: Connection, now: Moment) {
        received.removeAll(keepingCapacity: true)
        do throws(Errno) {
            switch try connection.socket.receive(into: &received, atMost: WireLimits.turnBytes) {
            case .received: service.receive(received, from: connection.peer, now: now)
            case .ended: service.finishInput(from: connection.peer)
            case .wouldBlock: return
            }
        } catch {
            close(connection, now: now)
        }
    }

    private func obeySignals(now: Moment) {
        while let signal = try? signals.next() {
            switch signal {
            case .hangUp: reloadInventory(now: now)
            case .terminate, .interrupt: beginDraining(now: now)
            }
        }
    }
}

extension Moment {
    /// Both clocks, read one after the other.
    static var current: Moment {
        Moment(
            instant: Instant(nanoseconds: Clock.sinceBoot),
            unix: UnixTime(nanoseconds: Clock.sinceEpoch))
    }
}
