import Leasing
import Providers
import Serving
import Wire

/// Plays a program to a service the way the daemon's turns do, and keeps account of what its
/// clients know.
final class Player {
    var service: Service
    var now = Moment(
        instant: Instant(nanoseconds: 1_000_000_000), unix: UnixTime(seconds: 1_800_000_000))
    var source: ByteSource
    var maker = RequestMaker()
    var clients: [Client] = []
    var crowd = Crowd()
    var holders = Holders()
    var ledger = Ledger()
    /// What each generation of an account's login was.
    var secrets: [String: String] = [:]
    /// Holders whose connections are gone and whose processes may end.
    var departed: [(known: HolderID, holder: Int)] = []
    /// What each account may carry by the inventory, and what it may have until all is settled.
    var presentPlaces: [String: Int] = [:]
    var places: [String: Int] = [:]
    /// Accounts that were lent since what was written was last looked at.
    var granted: Set<String> = []
    /// Leases that were granted again, in answers that are heard before that of the first grant.
    var replayed: Set<String> = []
    var isDraining = false
    var hasClosed = false
    /// An operator, who asks how the pool stands.
    var auditor: Client?

    private static let longestProgram = 120

    init(_ bytes: [UInt8]) {
        source = ByteSource(bytes)
        service = Service(
            identity: ServiceIdentity(version: "fuzz", epoch: "fuzz"),
            firstFence: 1, chance: Self.chance())
    }

    /// Words that look random and are the same for every program.
    private static func chance() -> ChanceSupply {
        var state: UInt64 = 1
        return ChanceSupply { count in
            (0..<count).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return state ^ state >> 29
            }
        }
    }

    func play() {
        adopt(0)
        auditor = connect(.ops, uid: 0)
        _ = connect(.lease, uid: Pools.users[0])
        var steps = 0
        while !source.isEmpty, steps < Self.longestProgram {
            step()
            settle()
            if steps % 8 == 7 { audit() }
            steps += 1
        }
        audit()
    }

    func adopt(_ number: Int) {
        Trace.note("inventory \(number)")
        places = Pools.places[number].merging(places) { max($0, $1) }
        service.adopt(Pools.inventories[number], now: now)
        presentPlaces = Pools.places[number]
    }

    /// A connection, when there is room for one more.
    func connect(_ socket: SocketKind, uid: UInt32) -> Client? {
        guard !hasClosed, let peer = crowd.admit(to: &service, socket, uid: uid) else { return nil }
        let client = Client(peer, on: socket, uid: uid, holder: holders.connect(uid: uid))
        clients.append(client)
        return client
    }

    /// Lets turns follow one another until nothing is left to be done at this time.
    func settle() {
        var turns = 0
        repeat {
            turn()
            turns += 1
            Law.require(turns < 10_000, "the service never comes to rest")
        } while hasWork
        places = presentPlaces
        check()
        ledger.forgetEnded(now: now.instant)
    }

    private var hasWork: Bool {
        if let deadline = service.nextDeadline, deadline <= now.instant { return true }
        return clients.contains { client in
            service.standing(of: client.id).wantsInput
                && (client.outbox.count > client.heldBack || client.isEnding)
        }
    }

    /// One turn: reads what is ready, lets the service do what is due, and sends.
    private func turn() {
        for client in clients { read(client) }
        service.advance(to: now)
        _ = service.takeFacts()
        let touched = Set(service.takeTouchedPeers())
        let ready = clients.filter { client in
            let hasRoom = client.isAwaitingRoom && client.window > 0
            return hasRoom || client.isDeaf || touched.contains(client.id)
        }
        let done = ready.filter { flush($0) }
        checkGrants()
        ledger.turn += 1
        for client in done { close(client) }
    }

    /// What the daemon reads of a connection in one turn: bytes, or their end.
    private func read(_ client: Client) {
        guard service.standing(of: client.id).wantsInput else { return }
        let count = min(client.outbox.count - client.heldBack, WireLimits.turnBytes)
        if count > 0 {
            let bytes = Array(client.outbox.prefix(count))
            client.outbox.removeFirst(count)
            client.delivered(bytes, now: now.instant)
            service.receive(bytes, from: client.id, now: now)
        } else if client.isEnding {
            client.hasEnded = true
            service.finishInput(from: client.id)
        }
    }

    /// Sends what the client takes; answers whether its connection is then to be closed.
    private func flush(_ client: Client) -> Bool {
        var output = service.takeOutput(of: client.id)
        for frame in client.news(output.bytes) { hear(frame, client) }
        let count = client.isDeaf ? output.unsentCount : min(output.unsentCount, client.window)
        if client.window != Int.max { client.window -= min(count, client.window) }
        output.sentCount += count
        client.unsentBytes = output.unsentCount
        if client.unsentBytes == 0 { client.outputWasCleared() }
        let standing = service.putBack(output, of: client.id, now: now)
        client.isAwaitingRoom = standing.hasOutput
        if !standing.hasOutput { client.unsentBytes = 0 }
        return standing.isDone || (client.isDeaf && client.hasEnded)
    }

    private func close(_ client: Client) {
        checkClosing(of: client)
        Trace.note("close \(client.id.slot)")
        let orphaned = service.disconnect(client.id, now: now)
        clients.removeAll { $0 === client }
        crowd.leave(client.socket, uid: client.uid)
        let isLast = holders.leave(client.holder)
        if isLast { ledger.orphan(client.holder, uid: client.uid, now: now.instant) }
        if let orphaned { departed.append((orphaned, client.holder)) }
    }
}
