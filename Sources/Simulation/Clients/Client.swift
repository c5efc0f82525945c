import JSON

/// A proxy, or what it knows.
struct Client {
    /// A lease as its client knows it.
    struct Held {
        let id: String
        let account: String
        let generation: Int64
        let wish: SelectWish
        /// The number of the next report.
        var sequence = 1
    }

    private struct Asked {
        let line: Int
        let id: Int
        let call: Call
    }

    let number: Int
    let uid: UInt32
    /// The name under which it joins others.
    let instance: String
    /// Whether a new connection says at once whose it is.
    let joins: Bool
    /// Open connections, the oldest first.
    var lines: [Int] = []
    private(set) var held: [Held] = []
    /// Leases that it has given back.
    private(set) var past: [String] = []
    /// What it asks for next, because a verdict says so.
    var followUps: [SelectWish] = []
    /// Selects that it sent with a key.
    private(set) var keyed: [SelectWish] = []
    private var asked: [Asked] = []
    private var lastID = 0

    init(number: Int, uid: UInt32, instance: String, joins: Bool) {
        self.number = number
        self.uid = uid
        self.instance = instance
        self.joins = joins
    }

    mutating func nextID() -> Int {
        lastID += 1
        return lastID
    }

    /// Notes what it sends.
    mutating func note(_ call: Call, on line: Int) {
        if case .select(let wish) = call.content, wish.key != nil {
            keyed.append(wish)
            if keyed.count > 6 { keyed.removeFirst() }
        }
        guard let id = call.id else { return }
        asked.append(Asked(line: line, id: id, call: call))
    }

    /// The ids of Selects that have no answer yet on a connection.
    func openSelects(on line: Int) -> [Int] {
        asked.compactMap { asked in
            guard asked.line == line, case .select = asked.call.content else { return nil }
            return asked.id
        }
    }

    /// Whether all that was asked on a connection is answered.
    func isQuiet(on line: Int) -> Bool { !asked.contains { $0.line == line } }

    /// Takes a lease out, to give it back.
    mutating func takeHeld(_ random: inout SeededRandom) -> Held? {
        guard !held.isEmpty else { return nil }
        let lease = held.remove(at: random.below(held.count))
        past.append(lease.id)
        if past.count > 8 { past.removeFirst() }
        return lease
    }

    /// A lease that it has.
    func anyHeld(_ random: inout SeededRandom) -> Held? { random.pick(held) }

    /// Counts one more report of a lease.
    mutating func countReport(of id: String) {
        guard let place = held.firstIndex(where: { $0.id == id }) else { return }
        held[place].sequence += 1
    }

    /// Forgets a connection that is gone, with what was asked on it.
    mutating func lose(_ line: Int) {
        lines.removeAll { $0 == line }
        asked.removeAll { $0.line == line }
    }

    /// Forgets everything: the process is dead.
    mutating func die() {
        lines = []
        held = []
        past = []
        followUps = []
        keyed = []
        asked = []
    }

    /// Learns from an answer.
    mutating func learn(_ answer: Answer, on line: Int) {
        guard let id = answer.id,
            let place = asked.firstIndex(where: { $0.line == line && $0.id == id })
        else { return }
        let call = asked.remove(at: place).call
        switch call.content {
        case .select(let wish): learnGrant(answer.result, wish)
        case .report(let telling): learnVerdict(answer.result, telling)
        case .hello, .renew, .release, .cancel, .ask, .garbage: return
        }
    }

    private mutating func learnGrant(_ result: JSONValue?, _ wish: SelectWish) {
        guard let lease = result?["lease"], let id = lease["lease_id"]?.string,
            let account = lease["account_id"]?.string,
            let generation = result?["credential"]?["generation"]?.integer,
            !held.contains(where: { $0.id == id })
        else { return }
        held.append(Held(id: id, account: account, generation: generation, wish: wish))
    }

    /// Does what a verdict says, as the protocol asks of clients.
    private mutating func learnVerdict(_ result: JSONValue?, _ telling: Call.Telling) {
        guard let result, let place = held.firstIndex(where: { $0.id == telling.lease }) else {
            return
        }
        let lease = held[place]
        if result["lease_state"]?.string != "active" { held.remove(at: place) }
        var wish = lease.wish
        wish.key = nil
        wish.retryOf = nil
        wish.account = nil
        switch result["retry"]?.string {
        case "other":
            wish.attempt = min(9, wish.attempt + 1)
            wish.excluded.append(lease.account)
        case "wait":
            wish.attempt = min(9, wish.attempt + 1)
            let pause = Int(result["retry_after_ms"]?.integer ?? 0)
            wish.wait = min(120_000, max(pause, 1000))
        case "same":
            wish.account = lease.account
            wish.retryOf = lease.id
            wish.wait = 10_000
        default:
            return
        }
        followUps.append(wish)
    }
}
