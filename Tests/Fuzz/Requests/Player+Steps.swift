import Leasing
import Serving
import Wire

extension Player {
    /// Does what the next bytes of the program say.
    func step() {
        switch source.number(below: 40) {
        case 0...24: stepOfClient(source.number(below: 32))
        case 25...28: pass(milliseconds: source.one(of: Pools.times))
        case 29, 30: passUntilDeadline()
        case 31, 32: _ = connect(.lease, uid: source.one(of: Pools.users))
        case 33: _ = connect(source.byte() & 1 == 0 ? .ops : .keeper, uid: Pools.users[0])
        case 34...36: changeInventory()
        case 37: endProcess()
        case 38: crowdIn()
        default: drain()
        }
    }

    private func stepOfClient(_ choice: Int) {
        guard let client = chooseClient(), !client.isFinished || choice > 27 else { return }
        switch choice {
        case 0...11: send(maker.request(&source, leases: ledger.names), from: client)
        case 12...15: send(maker.again(&source), from: client)
        case 16, 17: sendBurst(from: client)
        case 18, 19: sendCancel(from: client)
        case 20: client.outbox += source.take(source.number(below: 16))
        case 21: send(frame: Self.frame(source.take(source.number(below: 128))), from: client)
        case 22, 23: sendMutated(from: client)
        case 24...26:
            send(maker.request(&source, leases: ledger.names), from: client)
            client.heldBack = min(client.outbox.count, 1 + source.number(below: 64))
        case 27: client.finish()
        case 28: client.window = 0
        case 29: client.window = source.word()
        case 30: client.window = Int.max
        default: hangUp(client)
        }
    }

    private func chooseClient() -> Client? {
        let others = clients.filter { $0 !== auditor }
        guard let first = others.first else { return nil }
        let place = source.number(below: 16)
        return place < others.count ? others[place] : first
    }

    private func send(_ json: String, from client: Client) {
        send(frame: Self.frame(Array(json.utf8)), from: client)
    }

    private func send(frame: [UInt8], from client: Client) {
        Trace.note("\(client.id.slot) -> \(String(decoding: frame.dropFirst(4), as: UTF8.self))")
        client.outbox += frame
        client.heldBack = 0
    }

    private func sendBurst(from client: Client) {
        for request in maker.burst(&source, leases: ledger.names) { send(request, from: client) }
    }

    /// Takes back one of the requests that the client still waits for.
    private func sendCancel(from client: Client) {
        let ids = client.requests.map(\.id)
        guard !ids.isEmpty else { return }
        send(RequestMaker.cancel(ids[source.number(below: 16) % ids.count]), from: client)
    }

    /// A request with bytes of its frame changed, the header's among them.
    private func sendMutated(from client: Client) {
        var frame = Self.frame(Array(maker.request(&source, leases: ledger.names).utf8))
        for _ in 0...source.number(below: 3) {
            frame[source.word() % frame.count] = source.byte()
        }
        send(frame: frame, from: client)
    }

    static func frame(_ text: [UInt8]) -> [UInt8] {
        [0, UInt8(text.count >> 16), UInt8(text.count >> 8 & 255), UInt8(text.count & 255)] + text
    }

    private func hangUp(_ client: Client) {
        Trace.note("\(client.id.slot) hangs up")
        client.finish()
        client.isDeaf = true
    }

    private func pass(milliseconds: Int64) {
        Trace.note("pass \(milliseconds) ms")
        now = Moment(
            instant: now.instant + .milliseconds(milliseconds),
            unix: now.unix + .milliseconds(milliseconds))
    }

    private func passUntilDeadline() {
        guard let deadline = service.nextDeadline else { return }
        pass(milliseconds: max(0, (deadline - now.instant).millisecondsRoundedUp))
    }

    /// The files are read again; time has passed since the last turn.
    private func changeInventory() {
        pass(milliseconds: source.one(of: [0, 0, 1, 1000, 5000]))
        adopt(source.number(below: Pools.places.count))
    }

    private func endProcess() {
        guard let last = departed.popLast() else { return }
        Trace.note("a process ends")
        service.processEnded(of: last.known, now: now)
        guard holders.connections(of: last.holder) == 0 else { return }
        ledger.orphan(
            last.holder, uid: holders.uid(of: last.holder), now: now.instant, isDead: true)
    }

    private func crowdIn() {
        if source.byte() & 1 == 0 {
            crowd.disperse(from: &service, now: now)
        } else {
            crowd.gather(source.number(below: 256), in: &service, uid: source.one(of: Pools.users))
        }
    }

    /// The daemon's end, for which a program must say so twice.
    private func drain() {
        guard source.byte() == 0xFF else { return }
        isDraining = true
        if source.byte() & 1 == 0 { return service.stopLending(now: now) }
        hasClosed = true
        service.drain(now: now)
    }
}
